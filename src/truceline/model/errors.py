"""Everything that can go wrong, as one tree.

TrucelineError
├── Unreadable      a document cannot be read (binary, broken, empty): recorded with its reason, the rest goes on
├── NotFetched      an address may not be visited, or gives no page: recorded with its reason, the rest goes on
├── WorkerDied      a worker process was killed, or could not start
├── EngineMissing   the engine that was asked for is not installed
├── BadKnowledge    a knowledge file contradicts itself, or names what it does not define
├── BadJudgement    a person's word contradicts an earlier one, or gives a value that cannot be
└── RecordError     the record itself
    ├── NotARecord      the file is no Truceline record
    ├── BadArchive      the file is no archive of a record, or is broken: nothing of it is added
    ├── NewerRecord     the record was written by a newer version
    ├── RecordBusy      another process is writing to the record
    └── NotFound        no incident, agreement or document has that id
"""


class TrucelineError(Exception):
    """The root: catch this to catch all that Truceline raises on purpose."""


class Unreadable(TrucelineError):
    """A document cannot be read; the message names the file and the reason."""


class NotFetched(TrucelineError):
    """An address may not be visited, or does not give a page; the message is the reason, without the address."""


class WorkerDied(TrucelineError):
    """A worker process died; the message says at which of the items."""


class EngineMissing(TrucelineError):
    """The engine that was asked for is not installed; the message says how to install it."""


class BadKnowledge(TrucelineError):
    """A knowledge file is wrong; the message names the file, the entry and the reason."""


class BadJudgement(TrucelineError):
    """A person's word contradicts an earlier one, or gives a value that cannot be; the message says which, and what would do."""


class RecordError(TrucelineError):
    """The record cannot be opened, written or asked."""


class NotARecord(RecordError):
    """The file is no Truceline record."""


class BadArchive(RecordError):
    """The file is no archive of a record, or is broken, or unpacks to more than it may; nothing of it was added."""


class NewerRecord(RecordError):
    """The record needs a newer Truceline; the message names the version."""


class RecordBusy(RecordError):
    """Another process is writing to the record."""


class NotFound(RecordError):
    """Nothing in the record has that id."""
