"""Attribution: who says what, against brat standoff annotations of news."""
