// Made by `cargo xtask wire` from crates/api; do not edit.
/* eslint-disable */

/** A line of the activity log (d.12). */
export type ActivityRow = { 
/** The operation. */
op: string, 
/** What was done, one of d.12's verbs. */
verb: string, 
/** The line in words, without who and when. */
words: string, 
/** The document. */
document: string, 
/** The file it is about, when it is about one. */
file: string | null, 
/** The name of what it is about. */
subject: string, 
/** Who. */
by: string, 
/** Who, by key. */
person: string, 
/** With which device. */
device: string, 
/** When, by its author's clock. */
made_at: number, 
/** When another person first saw it. */
first_seen_at: number | null, 
/** What became of it. */
state: OpState, 
/** The rule that refused or held it; empty otherwise. */
rule: string, };
/** What a Statement says. */
export type Answer = "changes_requested" | "withdrawn" | "approved" | "chosen";
/** Adds an area. */
export type AreaAdd = { 
/** Where.  */
event: string, 
/** Its name.  */
name: string, };
/** Puts an area away. */
export type AreaArchive = { 
/** Where.  */
event: string, 
/** Which.  */
area: string, };
/** An area. */
export type AreaMade = { 
/** Which.  */
area: string, };
/** Brings an area back. */
export type AreaRestore = { 
/** Where.  */
event: string, 
/** Which.  */
area: string, };
/** An area. */
export type AreaRow = { 
/** Which. */
area: string, 
/** Its name. */
name: string, 
/** Its place in the list. */
order: number, 
/** Put away. */
archived: boolean, 
/** Deliverables that belong to it. */
deliverables: number, 
/** Of these overdue. */
overdue: number, };
/** Changes an area. */
export type AreaSet = { 
/** Where.  */
event: string, 
/** Which.  */
area: string, 
/** Its name.  */
name?: string, 
/** Its place in the list.  */
order?: number, };
/** Who a file is shared with. */
export type AssociationRow = { 
/** The record. */
association: string, 
/** Their name. */
name: string, 
/** How far. */
level: Level, 
/** As what. */
role: Role | null, };
/** Somebody who must act. */
export type Ball = { 
/** Collaborator or person. */
kind: BallKind, 
/** Their id. */
id: string, 
/** Their name. */
name: string, 
/** What they must do. */
why: BallWhy, 
/** Whether that is me, or a side of mine. */
me: boolean, };
/** Who must act (d.7). */
export type BallKind = "collaborator" | "person";
/** What they must do. */
export type BallWhy = "deliver" | "review" | "change" | "accept" | "choose";
/** Checks the store. */
export type CheckAsk = { 
/** Reads every file again.  */
read_data: boolean, 
/** Reads this part of the files, in percent.  */
read_data_subset?: number, 
/** Makes every document and row anew from the operations and compares.  */
rebuild: boolean, 
/** Mends what can be mended.  */
repair: boolean, };
/** What `check` found. */
export type Checked = { 
/** Nothing is wrong. */
ok: boolean, 
/** Files whose presence was checked. */
files_checked: number, 
/** Bytes read again. */
bytes_read: number, 
/** Operations checked. */
operations: number, 
/** What is wrong, in words. */
problems: Array<string>, };
/** Adds a collaborator. */
export type CollaboratorAdd = { 
/** Where. */
event: string, 
/** Its name. */
name: string, 
/** The features it has; left out: all. */
modules?: Array<Module>, };
/** Puts a collaborator away. */
export type CollaboratorArchive = { 
/** Where.  */
event: string, 
/** Which.  */
collaborator: string, };
/** A collaborator. */
export type CollaboratorMade = { 
/** Which.  */
collaborator: string, };
/** Brings a collaborator back. */
export type CollaboratorRestore = { 
/** Where.  */
event: string, 
/** Which.  */
collaborator: string, };
/** A collaborator. */
export type CollaboratorRow = { 
/** Which. */
collaborator: string, 
/** Its name. */
name: string, 
/** The features it has. */
modules: Array<Module>, 
/** Put away. */
archived: boolean, 
/** Whether I am on this side (my crew record there, or rights of mine on it as its member). */
mine: boolean, 
/** Its crew, archived ones not counted. */
crew: number, 
/** Names of its points of contact. */
contacts: Array<string>, 
/** Deliverables whose ball is in its court. */
owes: number, 
/** Of its deliverables overdue. */
overdue: number, 
/** Its deliverables. */
deliverables: number, 
/** Whether I may change it and its crew. */
may_manage: boolean, };
/** Changes a collaborator. */
export type CollaboratorSet = { 
/** Where.  */
event: string, 
/** Which.  */
collaborator: string, 
/** Its name.  */
name?: string, 
/** Exactly the features it has.  */
modules?: Array<Module>, };
/** Comments on a version. */
export type CommentAdd = { 
/** On what.  */
file: string, 
/** On which; left out: the latest.  */
version?: string, 
/** The words.  */
body: string, 
/** The comment it answers.  */
reply_to?: string, };
/** Changes one's own comment. */
export type CommentEdit = { 
/** On what.  */
file: string, 
/** Which.  */
comment: string, 
/** The words.  */
body: string, };
/** A comment. */
export type CommentMade = { 
/** Which.  */
comment: string, };
/** Marks a comment as dealt with, or opens it again. */
export type CommentResolve = { 
/** On what.  */
file: string, 
/** Which.  */
comment: string, 
/** False opens it again.  */
resolved: boolean, };
/** A comment. */
export type CommentRow = { 
/** Which. */
comment: string, 
/** Who. */
by: string, 
/** Who, by key. */
person: string, 
/** The words. */
body: string, 
/** When, by its author's clock. */
made_at: number, 
/** When it was last edited. */
edited_at: number | null, 
/** Dealt with. */
resolved: boolean, 
/** By whom. */
resolved_by: string, 
/** The comment it answers. */
reply_to: string | null, 
/** Whether I may edit it. */
may_edit: boolean, 
/** Whether I may resolve it. */
may_resolve: boolean, };
/** Deliverables counted by what they wait for. Archived and waived ones are not in it. */
export type Counts = { 
/** All. */
all: number, 
/** Not delivered. */
incomplete: number, 
/** Delivered, nobody asked to review. */
delivered: number, 
/** Awaiting approval. */
awaiting: number, 
/** Changes requested. */
changes: number, 
/** Approved. */
approved: number, 
/** Forked: needs somebody's choice. */
forked: number, 
/** Overdue. */
overdue: number, 
/** Due soon. */
due_soon: number, };
/** Adds a crew record: a contact, which gives no access by itself. */
export type CrewAdd = { 
/** Where. */
event: string, 
/** Whose crew. */
collaborator: string, 
/** First name. */
first: string, 
/** Last name. */
last: string, 
/** E-mail address. */
email?: string, 
/** Telephone number, as it is dialled. */
phone?: string, 
/** What they do. */
title?: string, 
/** Whether they are the collaborator's point of contact. */
contact: boolean, 
/** Whether this is me: then that side is mine as well. */
me: boolean, };
/** Puts a crew record away. */
export type CrewArchive = { 
/** Where.  */
event: string, 
/** Whose crew.  */
collaborator: string, 
/** Which.  */
crew: string, };
/** Crew of an event or of one collaborator. */
export type CrewAsk = { 
/** Where.  */
event: string, 
/** Whose; left out: everybody's.  */
collaborator?: string, 
/** Archived ones too.  */
archived: boolean, };
/** A crew record. */
export type CrewMade = { 
/** Which.  */
crew: string, };
/** Brings a crew record back. */
export type CrewRestore = { 
/** Where.  */
event: string, 
/** Whose crew.  */
collaborator: string, 
/** Which.  */
crew: string, };
/** A crew record. */
export type CrewRow = { 
/** Which. */
crew: string, 
/** Whose crew. */
collaborator: string, 
/** The collaborator's name. */
collaborator_name: string, 
/** First name. */
first: string, 
/** Last name. */
last: string, 
/** E-mail address; empty when not said. */
email: string, 
/** Telephone number. */
phone: string, 
/** What they do. */
title: string, 
/** Point of contact. */
contact: boolean, 
/** The person behind the record, when they have access. */
person: string | null, 
/** That is me. */
me: boolean, 
/** Put away. */
archived: boolean, 
/** Whether I may change it. */
may_manage: boolean, };
/** Changes a crew record. */
export type CrewSet = { 
/** Where. */
event: string, 
/** Whose crew. */
collaborator: string, 
/** Which record. */
crew: string, 
/** First name. */
first?: string, 
/** Last name. */
last?: string, 
/** E-mail address; empty takes it away. */
email?: string, 
/** Telephone number; empty takes it away. */
phone?: string, 
/** What they do; empty takes it away. */
title?: string, 
/** Whether they are a point of contact. */
contact?: boolean, };
/** A line of acceptance criteria. */
export type CriterionRow = { 
/** Which. */
criterion: string, 
/** The words. */
text: string, 
/** Whether it must be met. */
required: boolean, };
/** One line of acceptance criteria. */
export type CriterionWish = { 
/** The words. */
text: string, 
/** Whether it must be met. */
required: boolean, };
/** The dashboard of a person, or of one collaborator. */
export type Dashboard = { 
/** Whose ball is with me or a side of mine, soonest due first. */
i_owe: Array<FileRow>, 
/** All of them, of which the list shows the first. */
i_owe_count: number, 
/** What I made or manage and others must act on. */
owed_to_me: Array<FileRow>, 
/** All of them. */
owed_to_me_count: number, 
/** Versions that wait for my answer. */
waiting_for_my_review: Array<FileRow>, 
/** All of them. */
waiting_for_my_review_count: number, 
/** What happened last, newest first. */
changed: Array<ActivityRow>, 
/** Deliverables by what they wait for. */
counts: Counts, };
/** The dashboard. */
export type DashboardAsk = { 
/** Of which event; left out: all that are not archived.  */
event?: string, 
/** One collaborator's own.  */
collaborator?: string, 
/** Rows a list at most; left out: 50.  */
limit?: number, };
/** Delivers files as the next version. */
export type Deliver = { 
/** On what. */
file: string, 
/** The bytes: each becomes a format of the one version. */
files: Array<Intake>, 
/** A note on the version. */
note?: string, 
/** The author's own label. */
revision?: string, 
/** The collaborator in whose name somebody else uploads. */
on_behalf_of?: string, 
/** Make a version even if the bytes are those of the latest. */
again: boolean, };
/** Takes one's own delivery back, until somebody has answered, commented or built on it. */
export type DeliverUndo = { 
/** On what.  */
file: string, 
/** Which; left out: the latest.  */
version?: string, };
/** Makes a placeholder for a file that a collaborator owes. */
export type DeliverableCreate = { 
/** Where. */
event: string, 
/** What is owed. */
name: string, 
/** Who owes it. */
to: string, 
/** When: `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM` in the event's zone, or an instant with its offset. */
due: string, 
/** Requirements in words. */
description?: string, 
/** Acceptance criteria, one by one. */
criteria: Array<CriterionWish>, 
/** Formats wanted, by extension. */
formats: Array<string>, 
/** In which drive; left out: the event's. */
drive?: Drive, 
/** In which folder. */
folder?: string, 
/** The area it belongs to. */
area?: string, 
/** Who must answer. */
reviewers: Array<ReviewerWish>, 
/** The authority it is submitted to. */
permit?: string, };
/** Changes what is owed. */
export type DeliverableSet = { 
/** Which. */
file: string, 
/** Its name. */
name?: string, 
/** Who owes it. */
to?: string, 
/** When, as in `DeliverableCreate`. */
due?: string, 
/** Requirements in words. */
description?: string, 
/** The whole list of acceptance criteria. */
criteria?: Array<CriterionWish>, 
/** Formats wanted. */
formats?: Array<string>, 
/** The area it belongs to; empty text takes it away. */
area?: string, 
/** The authority it is submitted to; empty takes it away. */
permit?: string, 
/** Working days before the due date at which it counts as due soon. */
lead_days?: number, 
/** An approval counts only while it covers every format. */
strict_formats?: boolean, };
/** Says that a deliverable is no longer wanted, and why; or wants it again. */
export type DeliverableWaive = { 
/** Which.  */
file: string, 
/** Why.  */
reason?: string, 
/** False wants it again.  */
waived: boolean, };
/** What a delivery answers. */
export type Delivered = { 
/** On what. */
file: string, 
/** The version made; the one it equals when `same_as` is set. */
version: string, 
/** Its number. */
number: number, 
/** Its formats. */
formats: Array<FormatAnswer>, 
/** The latest version had the same bytes, so none was made. */
same_as?: string, };
/** A delivery, and the files that could not be taken. */
export type DeliveryMade = { 
/** Not taken. */
not_taken: Array<NotTaken>, 
/** On what. */
file: string, 
/** The version made; the one it equals when `same_as` is set. */
version: string, 
/** Its number. */
number: number, 
/** Its formats. */
formats: Array<FormatAnswer>, 
/** The latest version had the same bytes, so none was made. */
same_as?: string, };
/** A document as any Automerge library loads it, or as JSON. */
export type DocumentAsk = { 
/** Which.  */
document: string, 
/** `automerge` (base64) or `json`.  */
form: string, };
/** A document, exported. */
export type DocumentShow = { 
/** Which.  */
document: string, 
/** Its heads.  */
heads: Array<string>, 
/** Base64 of the Automerge file, or the JSON text.  */
content: string, };
/** Done, with nothing to tell. */
export type Done = Record<symbol, never>;
/** The drive that a file lies in. */
export type Drive = { "of": "event" } | { "of": "collaborator", "id": string } | { "of": "area", "id": string };
/** A drive with its folders. */
export type DriveRow = { 
/** Which. */
drive: Drive, 
/** "Event", or the collaborator's or area's name. */
name: string, 
/** Its folders. */
folders: Array<FolderRow>, 
/** Files in it. */
files: number, 
/** Whether I may add to it. */
may_add: boolean, };
/** Puts an event away. */
export type EventArchive = { 
/** Which.  */
event: string, };
/** Begins an event with its first collaborator, which is the maker's own side. */
export type EventCreate = { 
/** What the show is called. */
name: string, 
/** IANA zone of the venue, such as `Europe/Berlin`. */
zone: string, 
/** First day, `YYYY-MM-DD`. */
from: string, 
/** Last day, not before the first. */
to: string, 
/** The first collaborator's name. */
collaborator: string, 
/** Where it is. */
venue?: string, };
/** An event that was made. */
export type EventMade = { 
/** Which.  */
event: string, 
/** Its first collaborator.  */
collaborator: string, };
/** Brings an event back. */
export type EventRestore = { 
/** Which.  */
event: string, };
/** An event in a list. */
export type EventRow = { 
/** Which. */
event: string, 
/** Its name. */
name: string, 
/** First day. */
from: string, 
/** Last day. */
to: string, 
/** IANA zone. */
zone: string, 
/** Where; empty when not said. */
venue: string, 
/** Put away. */
archived: boolean, 
/** Deliverables that are not archived. */
deliverables: number, 
/** Of these, overdue now. */
overdue: number, 
/** Whether I may change its facts and add areas and collaborators. */
may_update: boolean, };
/** Changes facts and settings of an event. */
export type EventSet = { 
/** Which. */
event: string, 
/** Its name. */
name?: string, 
/** Its zone. Instants stay; civil times are shown anew. */
zone?: string, 
/** First day. */
from?: string, 
/** Last day. */
to?: string, 
/** Where it is. */
venue?: string, 
/** Notes for everybody. */
notes?: string, 
/** Working days before a due date at which it counts as due soon. */
lead_days?: number, 
/** An approval counts only while it covers every format (d.5.6). */
strict_formats?: boolean, 
/** An answer by the version's own author does not count (decision 8). */
independent_review?: boolean, };
/** Settings of an event. */
export type EventSettings = { 
/** Working days before a due date at which it counts as due soon. */
lead_days: number, 
/** An approval counts only while it covers every format; absent: only with permit information. */
strict_formats: boolean | null, 
/** An answer by the version's own author does not count; absent: only with permit information. */
independent_review: boolean | null, };
/** Everything on the overview of an event. */
export type EventShow = { 
/** Its row. */
row: EventRow, 
/** Notes for everybody. */
notes: string, 
/** Settings. */
settings: EventSettings, 
/** Its areas, in order, archived ones last. */
areas: Array<AreaRow>, 
/** Its collaborators, by name, archived ones last. */
collaborators: Array<CollaboratorRow>, 
/** Deliverables by status. */
counts: Counts, 
/** Who made it. */
made_by: string, 
/** When. */
made_at: number, };
/** Makes files, one for each given, each with its version 1. */
export type FileAdd = { 
/** Where. */
event: string, 
/** In which drive; left out: the event's. */
drive?: Drive, 
/** In which folder. */
folder?: string, 
/** The name, when one file is given; otherwise each keeps its own. */
name?: string, 
/** The bytes. */
files: Array<Intake>, 
/** A note on the first version. */
note?: string, 
/** The author's own label, such as "Rev B". */
revision?: string, };
/** Puts a file away. */
export type FileArchive = { 
/** Which.  */
file: string, };
/** Files and deliverables. */
export type FileAsk = { 
/** Where. */
event: string, 
/** Deliverables only. */
deliverables: boolean, 
/** In this drive. */
drive?: Drive, 
/** With `drive`: in this folder itself; left out: anywhere in the drive. */
folder?: string, 
/** With `drive`: only what lies at its top. */
top: boolean, 
/** Belonging to this area. */
area?: string, 
/** Owed by this collaborator. */
collaborator?: string, 
/** In this status. */
status?: Status, 
/** Overdue only. */
overdue: boolean, 
/** By ball in court. */
mine?: Mine, 
/** Whose name has these words (prefixes, diacritics folded). */
search?: string, 
/** Archived ones instead. */
archived: boolean, 
/** How it is cut. */
group?: Group, 
/** How it is ordered. */
sort?: Sort, 
/** Rows to pass over. */
offset: number, 
/** Rows at most, up to 1,000; left out: 200. */
limit?: number, };
/** Describes a file; for a deliverable these are requirements in words. */
export type FileDescribe = { 
/** Which.  */
file: string, 
/** The whole text.  */
description: string, };
/** File or deliverable. */
export type FileKind = "file" | "deliverable";
/** A file or deliverable. */
export type FileMade = { 
/** Which.  */
file: string, };
/** Puts a file into another folder of its drive. */
export type FileMove = { 
/** Which.  */
file: string, 
/** Where; null: at the top.  */
folder?: string, };
/** A part of a long list. */
export type FilePage = { 
/** Rows of this part. */
rows: Array<FileRow>, 
/** All that match. */
total: number, 
/** Of these overdue. */
overdue: number, 
/** The groups that the whole list has, in order, with how many rows each. */
groups: Array<GroupRow>, 
/** Where this part begins. */
offset: number, };
/** Renames a file or deliverable. */
export type FileRename = { 
/** Which.  */
file: string, 
/** Its name.  */
name: string, };
/** Brings a file back. */
export type FileRestore = { 
/** Which.  */
file: string, };
/** A file or deliverable in a list. */
export type FileRow = { 
/** Which. */
file: string, 
/** In which event. */
event: string, 
/** File or deliverable. */
kind: FileKind, 
/** Its number in the event, shown in the first column; 0 when it has none. */
number: number, 
/** Its name. */
name: string, 
/** Where it lies. */
drive: Drive, 
/** The drive's name. */
drive_name: string, 
/** In which folder. */
folder: string | null, 
/** The area it belongs to. */
area: Named | null, 
/** Status of the latest version. */
status: Status, 
/** The words for it: "Not delivered", "Delivered", "Awaiting 2", "Changes asked", "Approved", "Approved (2 of 3 formats)", "Your choice", "Held", "Waived". */
status_words: string, 
/** The latest version. */
version: string | null, 
/** Its number; 0 without one. */
version_number: number, 
/** As shown: "v3", "v3′", empty without one. */
version_label: string, 
/** When it is due. */
due_at: number | null, 
/** Second values of a due date set on two devices at once, until somebody chooses. */
due_also: Array<number>, 
/** Not delivered and past due. */
overdue: boolean, 
/** Not delivered and within the lead days. */
due_soon: boolean, 
/** First delivered after it was due. */
delivered_late: boolean, 
/** Who owes it (two when it was reassigned on two devices at once). */
assigned_to: Array<Named>, 
/** Who must act. */
ball_in_court: Array<Ball>, 
/** Two versions were made from one parent and nobody has chosen. */
forked: boolean, 
/** Acts on it that are held. */
held: number, 
/** No longer wanted. */
waived: boolean, 
/** Why, when waived. */
waived_reason: string, 
/** The authority it is submitted to; empty without one. */
permit: string, 
/** Extensions wanted. */
formats_wanted: Array<string>, 
/** Extensions wanted that the latest version lacks. */
formats_missing: Array<string>, 
/** Extensions that the latest version has. */
formats: Array<string>, 
/** Bytes of the latest version. */
size: number, 
/** Reviewers who count. */
reviewers: number, 
/** Of these, who approved the latest version. */
approvals: number, 
/** Comments on the latest version that are open. */
comments_open: number, 
/** Where the bytes are. */
where: Where, 
/** What I may do. */
may: May, 
/** I am asked to answer the latest version and have not. */
my_review_wanted: boolean, 
/** Put away. */
archived: boolean, 
/** Who changed it last. */
changed_by: string, 
/** When it was last changed. */
changed_at: number, };
/** Saves a copy of a format to a place of this computer; refused from a page, which uses the shell's dialog. */
export type FileSave = { 
/** Of which file.  */
file: string, 
/** Of which version; left out: the latest.  */
version?: string, 
/** Which format by extension; left out: the first.  */
format?: string, 
/** Where.  */
to: string, };
/** Everything on the File screen. */
export type FileShow = { 
/** The row. */
row: FileRow, 
/** The description. */
description: string, 
/** Acceptance criteria. */
criteria: Array<CriterionRow>, 
/** Reviewers. */
reviewers: Array<ReviewerRow>, 
/** People who could be asked to review. */
could_review: Array<PersonRow>, 
/** Versions, newest first. */
versions: Array<VersionRow>, 
/** Who it is shared with. */
associations: Array<AssociationRow>, 
/** Who made it. */
made_by: string, 
/** When. */
made_at: number, 
/** Lead days in force. */
lead_days: number, 
/** Strict formats in force. */
strict_formats: boolean, 
/** The event's zone. */
zone: string, };
/** Files that were made, and those that could not be taken. */
export type FilesMade = { 
/** Made.  */
made: Array<Delivered>, 
/** Not taken.  */
not_taken: Array<NotTaken>, };
/** Adds a folder to a drive. */
export type FolderAdd = { 
/** Where.  */
event: string, 
/** In which drive.  */
drive: Drive, 
/** In which folder; left out: at the top.  */
parent?: string, 
/** Its name.  */
name: string, };
/** A folder. */
export type FolderMade = { 
/** Which.  */
folder: string, };
/** Moves a folder within its drive. */
export type FolderMove = { 
/** Where.  */
event: string, 
/** In which drive.  */
drive: Drive, 
/** Which.  */
folder: string, 
/** Into which folder; null: to the top.  */
parent?: string, };
/** Makes a folder that was dropped into one ZIP, or into its files. */
export type FolderOpen = { 
/** The folder's token.  */
token: string, 
/** One ZIP with sorted names and fixed dates; otherwise its files.  */
zip: boolean, };
/** Renames a folder. */
export type FolderRename = { 
/** Where.  */
event: string, 
/** In which drive.  */
drive: Drive, 
/** Which.  */
folder: string, 
/** Its name.  */
name: string, };
/** A folder. */
export type FolderRow = { 
/** Which. */
folder: string, 
/** In which folder. */
parent: string | null, 
/** Its name. */
name: string, 
/** Files in it and below. */
files: number, };
/** Adds formats to a version. */
export type FormatAdd = { 
/** On what.  */
file: string, 
/** To which; left out: the latest.  */
version?: string, 
/** The bytes.  */
files: Array<Intake>, };
/** One format as commands answer it. */
export type FormatAnswer = { 
/** Its bytes' name. */
hash: string, 
/** Length in bytes. */
size: number, 
/** Its name. */
name: string, 
/** Its extension. */
extension: string, };
/** Takes a format away, before anybody has answered. */
export type FormatRemove = { 
/** On what.  */
file: string, 
/** Which.  */
format: string, };
/** A format of a version. */
export type FormatRow = { 
/** Which. */
format: string, 
/** Its bytes' name. */
hash: string, 
/** Length in bytes. */
size: number, 
/** Its name where it came from. */
name: string, 
/** Lower-case extension. */
extension: string, 
/** What its content is. */
sniffed: string, 
/** Names of those whose approval covers it. */
covered_by: Array<string>, 
/** Added after somebody had answered, and not covered by every approval. */
uncovered: boolean, 
/** Its bytes are on this device. */
here: boolean, 
/** It can be drawn here. */
preview: boolean, 
/** Who added it. */
by: string, 
/** When. */
made_at: number, 
/** Whether I may take it away now. */
may_remove: boolean, };
/** One thing found. */
export type Found = { 
/** `file`, `deliverable`, `comment`, `person`, `crew`, `collaborator`, `area`, `event`. */
kind: string, 
/** Its id. */
id: string, 
/** The event it is in. */
event: string, 
/** The file to open, when it is in one. */
file: string | null, 
/** Its title. */
title: string, 
/** Where: the file a comment is on, the collaborator of a crew record. */
where: string, 
/** The words around the match; matches between U+2068 and U+2069. */
excerpt: string, };
/** Gives a person rights (presets and single rights by name). */
export type GrantAdd = { 
/** Where. */
event: string, 
/** To whom. */
person: string, 
/** Names such as `Event:Read` or `Collaborator:FilesEdit`. */
rights: Array<string>, 
/** The collaborator or area that `Collaborator:` and `Area:` rights are about. */
on?: string, };
/** A person's rights. */
export type GrantMade = { 
/** The record.  */
grant: string, };
/** How a list is cut into groups. */
export type Group = "due" | "area" | "assignee" | "state" | "none";
/** A group of a list. */
export type GroupRow = { 
/** Its title: "Overdue", "This week", "Later", or a name. */
title: string, 
/** Rows in it. */
rows: number, };
/** Sets this device up for a person. */
export type Init = { 
/** How the person is called.  */
name: string, 
/** How the device is called; left out: the computer's name.  */
device?: string, };
/** A file that is offered: the page only ever holds a token; scripts on this machine may name a path. */
export type Intake = { 
/** As the shell gave it. */
token: string, } | { 
/** Absolute, or relative to the caller's folder. */
path: string, };
/** What is known of files taken in hand. */
export type IntakeAsk = { 
/** Their tokens.  */
tokens: Array<string>, 
/** What they would be delivered on.  */
file?: string, };
/** A file taken in hand. */
export type IntakeShow = { 
/** Its token. */
token: string, 
/** Its name. */
name: string, 
/** Length in bytes; for a folder of all its files. */
size: number, 
/** Lower-case extension. */
extension: string, 
/** What its content is, read from its first bytes. */
sniffed: string, 
/** It is a folder. */
folder: boolean, 
/** Files in the folder (hidden and system files are not counted). */
files: number, 
/** Hidden and system files that are passed over. */
skipped: number, 
/** Why it cannot be taken; empty when it can. */
problem: string, 
/** Its format is not one that the deliverable wants. */
unwanted: boolean, };
/** File level (d.11): each contains the one before it. */
export type Level = "read" | "edit" | "admin";
/** The activity log. */
export type LogAsk = { 
/** Of which event; left out: all.  */
event?: string, 
/** Of this file.  */
file?: string, 
/** Since this instant.  */
since?: number, 
/** Before this instant (for paging back).  */
before?: number, 
/** Held acts only.  */
held: boolean, 
/** Refused acts only.  */
refused: boolean, 
/** Lines at most; left out: 200.  */
limit?: number, };
/** A guess. */
export type Match = { 
/** The file's name.  */
name: string, 
/** The deliverable; absent without a good guess.  */
file: string | null, 
/** Its name.  */
title: string, 
/** 0 to 100.  */
score: number, };
/** Which deliverables dropped files are probably for. */
export type MatchAsk = { 
/** Where.  */
event: string, 
/** The files' names.  */
names: Array<string>, };
/** What I may do, so that the page can offer it. */
export type May = { 
/** Deliver a version or add a format. */
deliver: boolean, 
/** Comment. */
comment: boolean, 
/** Answer the latest version as a reviewer. */
review: boolean, 
/** Rename, describe, move. */
edit: boolean, 
/** Due date, assignee, criteria, reviewers, sharing, waiving. */
admin: boolean, 
/** Put away, bring back. */
archive: boolean, 
/** Choose between forked versions. */
choose: boolean, };
/** Whose ball. */
export type Mine = "owe" | "owed" | "review";
/** A feature that a collaborator can be given or not (d.11.3). */
export type Module = "schedule" | "files" | "advancing" | "crew" | "tasks" | "documents" | "procurement" | "accounting";
/** A named collaborator or area. */
export type Named = { 
/** Which. */
id: string, 
/** Its name. */
name: string, };
/** A file that could not be taken, while others were. */
export type NotTaken = { 
/** Its name. */
name: string, 
/** What happened, in words. */
message: string, 
/** The code. */
code: string, };
/** Nothing is asked for. */
export type Nothing = Record<symbol, never>;
/** What the core tells pages without being asked. */
export type Notice = { "notice": "files", 
/** The event. */
event: string, 
/** Whole rows. */
rows: Array<FileRow>, } | { "notice": "event", 
/** Which. */
event: string, } | { "notice": "progress" } & Progress | { "notice": "everything" };
/** One event. */
export type OfEvent = { 
/** Which.  */
event: string, };
/** One file. */
export type OfFile = { 
/** Which.  */
file: string, };
/** What became of an operation (`docs/protocol.md`, rules A). */
export type OpState = "applied" | "held" | "refused" | "waiting";
/** People of an event: those with access and the crew, kept apart. */
export type People = { 
/** With access. */
people: Array<PersonRow>, 
/** Contacts. */
crew: Array<CrewRow>, };
/** Says how one is called in this event. */
export type PersonRename = { 
/** Where.  */
event: string, 
/** The name.  */
name: string, };
/** A person with access. */
export type PersonRow = { 
/** Who. */
person: string, 
/** As they call themselves. */
name: string, 
/** Me. */
me: boolean, 
/** Rights with the place they hold and why, in words: "Event: everything (owner)". */
rights: Array<string>, 
/** Collaborators on whose side they are, by name. */
sides: Array<string>, };
/** What can be drawn of a file's bytes. */
export type PreviewAsk = { 
/** Which bytes.  */
hash: string, };
/** What can be drawn. */
export type PreviewShow = { 
/** Pages; 0 when nothing can be drawn.  */
pages: number, 
/** Width of each page in points or pixels.  */
widths: Array<number>, 
/** Height of each page.  */
heights: Array<number>, 
/** What to say instead of a picture; empty when it can be drawn.  */
card: string, 
/** Media type.  */
sniffed: string, };
/** Long work that is under way. */
export type Progress = { 
/** Which. */
work: string, 
/** What is worked on: a file's name. */
title: string, 
/** `copying`, `done`, `failed`, `cancelled`. */
state: string, 
/** Bytes or items done. */
done: number, 
/** Of how many; 0 when not known. */
total: number, 
/** Bytes a second, over the last moments. */
rate: number, 
/** What went wrong. */
message: string, };
/** Finds a thing by its id, a unique prefix of it, or its exact name. */
export type Resolve = { 
/** `event`, `area`, `collaborator`, `crew`, `file`, `person`, `folder`, `comment`, `version`, `format`.  */
kind: string, 
/** As given.  */
name: string, 
/** In which event; left out: the only one.  */
event?: string, 
/** For versions, comments and formats: on which file.  */
file?: string, };
/** A thing that was found by name. */
export type Resolved = { 
/** Its whole id.  */
id: string, 
/** Its name.  */
name: string, };
/** Answers as a reviewer. */
export type Review = { 
/** On what.  */
file: string, 
/** On which; left out: the latest.  */
version?: string, 
/** `approved`, `changes_requested` or `withdrawn`.  */
answer: Answer, 
/** Why; wanted for changes unless a comment is open.  */
reason?: string, };
/** One reviewer's answer on a version. */
export type ReviewRow = { 
/** Who. */
person: string, 
/** Their name. */
name: string, 
/** What they said; absent: No Response. */
answer: Answer | null, 
/** Why. */
reason: string, 
/** When. */
at: number | null, 
/** Whether the version waits for them. */
required: boolean, 
/** Whether it counts now (removed reviewers' answers stay and do not). */
counts: boolean, 
/** It is the version's own author who answers. */
by_author: boolean, 
/** The formats it covers. */
covers: Array<string>, 
/** Description or criteria changed after the answer. */
criteria_changed: boolean, };
/** What a review answers. */
export type Reviewed = { 
/** On what. */
file: string, 
/** The version. */
version: string, 
/** Its status now. */
status: Status, };
/** Asks a person to answer every version from the latest on. */
export type ReviewerAdd = { 
/** On what.  */
file: string, 
/** Who.  */
person: string, 
/** Whether it waits for them.  */
required: boolean, };
/** Ends a person's seat. */
export type ReviewerRemove = { 
/** On what.  */
file: string, 
/** Who.  */
person: string, 
/** Why; wanted when the version becomes Approved by it.  */
reason?: string, };
/** A reviewer of a file. */
export type ReviewerRow = { 
/** Who. */
person: string, 
/** Their name. */
name: string, 
/** Whether it waits for them. */
required: boolean, 
/** Their answer on the latest version; absent: none yet. */
answer: Answer | null, 
/** When they gave it. */
at: number | null, 
/** That is me. */
me: boolean, };
/** A person asked to answer. */
export type ReviewerWish = { 
/** Who. */
person: string, 
/** Whether the version waits for them (decision 12). */
required: boolean, };
/** Reviewers changed. */
export type ReviewersSet = { 
/** On what.  */
file: string, 
/** Its status now.  */
status: Status, };
/** What a Share makes of its subject beside the level. */
export type Role = "reviewer" | "assignee";
/** A saved copy. */
export type Saved = { 
/** Where.  */
path: string, 
/** Its hash.  */
hash: string, };
/** Search over names, file names, descriptions, comments and people. */
export type SearchAsk = { 
/** Words, each a prefix.  */
text: string, 
/** In which event; left out: all.  */
event?: string, 
/** At most; left out: 30.  */
limit?: number, };
/** A setting. */
export type Setting = { 
/** Its value; absent when it is not set.  */
value: string | null, };
/** A setting of this device. */
export type SettingAsk = { 
/** Which.  */
key: string, };
/** Sets a setting of this device. */
export type SettingSet = { 
/** Which.  */
key: string, 
/** To what; null takes it away.  */
value?: string, };
/** How a list is ordered within its groups. */
export type Sort = "due" | "name" | "number" | "changed";
/** Status of a version or file (d.3), and the side states that replace it on a screen. */
export type Status = "incomplete" | "no_status" | "changes_requested" | "approved" | "awaiting_approval";
/** Settles a fork: this version is the latest. */
export type VersionChoose = { 
/** On what.  */
file: string, 
/** Which.  */
version: string, };
/** A version. */
export type VersionRow = { 
/** Which. */
version: string, 
/** Its number. */
number: number, 
/** As shown: "v3", "v3′". */
label: string, 
/** The author's own label: "Rev B". */
revision: string, 
/** The author's note. */
note: string, 
/** Who delivered it. */
by: string, 
/** Who, by key. */
person: string, 
/** The collaborator in whose name, when somebody else uploaded. */
on_behalf_of: string, 
/** When, by its author's clock. */
made_at: number, 
/** When another person first saw it. */
first_seen_at: number | null, 
/** Its status. */
status: Status, 
/** The words for it. */
status_words: string, 
/** It is the latest. */
latest: boolean, 
/** A fork was settled for the other. */
not_taken: boolean, 
/** Taken back by its author. */
taken_back: boolean, 
/** Its formats. */
formats: Array<FormatRow>, 
/** Its comments, oldest first. */
comments: Array<CommentRow>, 
/** The answers. */
reviews: Array<ReviewRow>, 
/** Whether I may answer it. */
may_review: boolean, 
/** Whether I may take it back. */
may_undo: boolean, };
/** Where the bytes of the latest version are. */
export type Where = { 
/** On this device, all of them. */
here: boolean, 
/** On how many other devices of people, as far as known. */
peers: number, 
/** On a relay. */
relay: boolean, };
/** Who this device is. */
export type Whoami = { 
/** The person; absent before the first start is done. */
person: string | null, 
/** The person's name. */
name: string, 
/** The device. */
device: string | null, 
/** The device's name. */
device_name: string, 
/** The folder with this device's data. */
home: string, 
/** The program's version. */
version: string, };
/** Stops long work. */
export type WorkCancel = { 
/** Which.  */
work: string, };

/** Every call by its name. */
export interface Calls {
  "whoami": { ask: Nothing; answer: Whoami };
  "init": { ask: Init; answer: Whoami };
  "settings.get": { ask: SettingAsk; answer: Setting };
  "settings.set": { ask: SettingSet; answer: Done };
  "check": { ask: CheckAsk; answer: Checked };
  "work.list": { ask: Nothing; answer: Array<Progress> };
  "work.cancel": { ask: WorkCancel; answer: Done };
  "resolve": { ask: Resolve; answer: Resolved };
  "event.create": { ask: EventCreate; answer: EventMade };
  "event.example": { ask: Nothing; answer: EventMade };
  "event.list": { ask: Nothing; answer: Array<EventRow> };
  "event.show": { ask: OfEvent; answer: EventShow };
  "event.set": { ask: EventSet; answer: Done };
  "event.archive": { ask: EventArchive; answer: Done };
  "event.restore": { ask: EventRestore; answer: Done };
  "area.add": { ask: AreaAdd; answer: AreaMade };
  "area.set": { ask: AreaSet; answer: Done };
  "area.archive": { ask: AreaArchive; answer: Done };
  "area.restore": { ask: AreaRestore; answer: Done };
  "collaborator.add": { ask: CollaboratorAdd; answer: CollaboratorMade };
  "collaborator.set": { ask: CollaboratorSet; answer: Done };
  "collaborator.archive": { ask: CollaboratorArchive; answer: Done };
  "collaborator.restore": { ask: CollaboratorRestore; answer: Done };
  "crew.add": { ask: CrewAdd; answer: CrewMade };
  "crew.set": { ask: CrewSet; answer: Done };
  "crew.archive": { ask: CrewArchive; answer: Done };
  "crew.restore": { ask: CrewRestore; answer: Done };
  "crew.list": { ask: CrewAsk; answer: Array<CrewRow> };
  "people": { ask: OfEvent; answer: People };
  "person.rename": { ask: PersonRename; answer: Done };
  "grant.add": { ask: GrantAdd; answer: GrantMade };
  "drive.list": { ask: OfEvent; answer: Array<DriveRow> };
  "folder.add": { ask: FolderAdd; answer: FolderMade };
  "folder.rename": { ask: FolderRename; answer: Done };
  "folder.move": { ask: FolderMove; answer: Done };
  "file.add": { ask: FileAdd; answer: FilesMade };
  "file.rename": { ask: FileRename; answer: Done };
  "file.describe": { ask: FileDescribe; answer: Done };
  "file.move": { ask: FileMove; answer: Done };
  "file.archive": { ask: FileArchive; answer: Done };
  "file.restore": { ask: FileRestore; answer: Done };
  "file.list": { ask: FileAsk; answer: FilePage };
  "file.show": { ask: OfFile; answer: FileShow };
  "file.save": { ask: FileSave; answer: Saved };
  "deliverable.create": { ask: DeliverableCreate; answer: FileMade };
  "deliverable.set": { ask: DeliverableSet; answer: Done };
  "deliverable.waive": { ask: DeliverableWaive; answer: Done };
  "deliver": { ask: Deliver; answer: DeliveryMade };
  "deliver.undo": { ask: DeliverUndo; answer: Done };
  "format.add": { ask: FormatAdd; answer: DeliveryMade };
  "format.remove": { ask: FormatRemove; answer: Done };
  "version.choose": { ask: VersionChoose; answer: Reviewed };
  "comment.add": { ask: CommentAdd; answer: CommentMade };
  "comment.edit": { ask: CommentEdit; answer: Done };
  "comment.resolve": { ask: CommentResolve; answer: Done };
  "reviewer.add": { ask: ReviewerAdd; answer: ReviewersSet };
  "reviewer.remove": { ask: ReviewerRemove; answer: ReviewersSet };
  "review": { ask: Review; answer: Reviewed };
  "dashboard": { ask: DashboardAsk; answer: Dashboard };
  "search": { ask: SearchAsk; answer: Array<Found> };
  "log": { ask: LogAsk; answer: Array<ActivityRow> };
  "preview.show": { ask: PreviewAsk; answer: PreviewShow };
  "document.export": { ask: DocumentAsk; answer: DocumentShow };
  "intake.show": { ask: IntakeAsk; answer: Array<IntakeShow> };
  "intake.folder": { ask: FolderOpen; answer: Array<IntakeShow> };
  "intake.match": { ask: MatchAsk; answer: Array<Match> };
}
