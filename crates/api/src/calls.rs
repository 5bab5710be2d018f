//! The one list of what can be called. The router and the page's types are both made from it, so that neither can forget a line.

/// Calls a macro with every line: `"name" Kind Arguments -> Answer;`.
#[macro_export]
macro_rules! with_calls {
    ($use:ident) => {
        $use! {
            // this device
            "whoami" Question Nothing -> Whoami;
            "init" Question Init -> Whoami;
            "settings.get" Question SettingAsk -> Setting;
            "settings.set" Question SettingSet -> Done;
            "check" Question CheckAsk -> Checked;
            "work.list" Question Nothing -> Vec<Progress>;
            "work.cancel" Question WorkCancel -> Done;
            "resolve" Question Resolve -> Resolved;
            // events
            "event.create" Command EventCreate -> EventMade;
            "event.example" Question Nothing -> EventMade;
            "event.list" Question Nothing -> Vec<EventRow>;
            "event.show" Question OfEvent -> EventShow;
            "event.set" Command EventSet -> Done;
            "event.archive" Command EventArchive -> Done;
            "event.restore" Command EventRestore -> Done;
            "area.add" Command AreaAdd -> AreaMade;
            "area.set" Command AreaSet -> Done;
            "area.archive" Command AreaArchive -> Done;
            "area.restore" Command AreaRestore -> Done;
            "collaborator.add" Command CollaboratorAdd -> CollaboratorMade;
            "collaborator.set" Command CollaboratorSet -> Done;
            "collaborator.archive" Command CollaboratorArchive -> Done;
            "collaborator.restore" Command CollaboratorRestore -> Done;
            "crew.add" Command CrewAdd -> CrewMade;
            "crew.set" Command CrewSet -> Done;
            "crew.archive" Command CrewArchive -> Done;
            "crew.restore" Command CrewRestore -> Done;
            "crew.list" Question CrewAsk -> Vec<CrewRow>;
            "people" Question OfEvent -> People;
            "person.rename" Command PersonRename -> Done;
            "grant.add" Command GrantAdd -> GrantMade;
            // drives
            "drive.list" Question OfEvent -> Vec<DriveRow>;
            "folder.add" Command FolderAdd -> FolderMade;
            "folder.rename" Command FolderRename -> Done;
            "folder.move" Command FolderMove -> Done;
            // files and deliverables
            "file.add" Command FileAdd -> FilesMade;
            "file.rename" Command FileRename -> Done;
            "file.describe" Command FileDescribe -> Done;
            "file.move" Command FileMove -> Done;
            "file.archive" Command FileArchive -> Done;
            "file.restore" Command FileRestore -> Done;
            "file.list" Question FileAsk -> FilePage;
            "file.show" Question OfFile -> FileShow;
            "file.save" Question FileSave -> Saved;
            "deliverable.create" Command DeliverableCreate -> FileMade;
            "deliverable.set" Command DeliverableSet -> Done;
            "deliverable.waive" Command DeliverableWaive -> Done;
            "deliver" Command Deliver -> DeliveryMade;
            "deliver.undo" Command DeliverUndo -> Done;
            "format.add" Command FormatAdd -> DeliveryMade;
            "format.remove" Command FormatRemove -> Done;
            "version.choose" Command VersionChoose -> Reviewed;
            "comment.add" Command CommentAdd -> CommentMade;
            "comment.edit" Command CommentEdit -> Done;
            "comment.resolve" Command CommentResolve -> Done;
            "reviewer.add" Command ReviewerAdd -> ReviewersSet;
            "reviewer.remove" Command ReviewerRemove -> ReviewersSet;
            "review" Command Review -> Reviewed;
            // looking
            "dashboard" Question DashboardAsk -> Dashboard;
            "search" Question SearchAsk -> Vec<Found>;
            "log" Question LogAsk -> Vec<ActivityRow>;
            "preview.show" Question PreviewAsk -> PreviewShow;
            "document.export" Question DocumentAsk -> DocumentShow;
            // files in hand
            "intake.show" Question IntakeAsk -> Vec<IntakeShow>;
            "intake.folder" Question FolderOpen -> Vec<IntakeShow>;
            "intake.match" Question MatchAsk -> Vec<Match>;
        }
    };
}
