//! The scenarios of the executable model, in the words of the people in them, played with signed operations.

use super::stage::Stage;

/// Who is there, and what everybody knows at the beginning.
pub(super) const CAST: &str = "ana starts ana olga; ana founds V; ana grants hugo event/UsersManage; ana grants fay event/FilesAdmin,event/FilesEdit; ana grants ben event/FilesEdit; ana grants rita event/FilesRead; ana grants mal event/FilesEdit; ana grants vic V/*; ana grants vera V/FilesEdit; ana grants val V/FilesRead; sync ana olga; hugo joins; fay joins; ben joins; rita joins; mal joins; vic joins; vera joins; val joins; sync; ana makes F; ana makes G V; ana reviewer F rita; sync; v1 = ben delivers F; sync";

/// Title, what happens, what a person expects once everybody has everything.
const SCENARIOS: &[(&str, &str, &str)] = &[
    ("a reviewer approves", "a = rita approves F; sync", "a is applied, F is Approved"),
    (
        "two reviewers: one is not enough (2)",
        "ana reviewer F ben; sync; rita approves F; sync",
        "F is AwaitingApproval",
    ),
    (
        "any request for changes blocks (3)",
        "ana reviewer F fay; sync; rita approves F; fay rejects F; sync",
        "F is ChangesRequested",
    ),
    ("a new version starts a new round (7)", "rita approves F; sync; ben delivers F; sync", "F is AwaitingApproval"),
    (
        "two offline versions never read Approved (11)",
        "x = ben delivers F; y = fay delivers F; sync; rita approves F x; rita approves F y; sync",
        "F is AwaitingApproval",
    ),
    (
        "someone chooses between them (11)",
        "x = ben delivers F; y = fay delivers F; sync; rita approves F x; sync; fay chooses F x; sync",
        "F is Approved",
    ),
    (
        "an admin who is no reviewer answers (15)",
        "a = ana approves F boldly; sync",
        "a is refused, F is AwaitingApproval",
    ),
    (
        "Ben works offline while Ana removes him; nobody has seen it (16)",
        "x = ben delivers F; ana removes ben; sync",
        "x is held, F is AwaitingApproval, ben reads no F",
    ),
    (
        "Rita approves offline while Ana removes her from the event; Ana's cut lacks it",
        "a = rita approves F; ana removes rita; sync",
        "a is held, F is AwaitingApproval",
    ),
    (
        "... and Ana accepts it",
        "a = rita approves F; ana removes rita; sync; ana settles a accept; sync",
        "a is applied, F is Approved",
    ),
    (
        "... Fay accepts while Ana refuses",
        "a = rita approves F; ana removes rita; sync; ana settles a accept; fay settles a refuse; sync",
        "a is refused",
    ),
    (
        "... refused first, accepted later by one who knew",
        "a = rita approves F; ana removes rita; sync; fay settles a refuse; sync; ana settles a accept; sync",
        "a is applied, F is Approved",
    ),
    (
        "Rita approved, everybody has it, then she is removed: it stands",
        "a = rita approves F; sync; hugo removes rita; sync",
        "a is applied, F is Approved, rita reads no F",
    ),
    (
        "Rita blocked, then HR removes her: the block does not vanish",
        "a = rita rejects F; sync; hugo removes rita; sync",
        "F is ChangesRequested",
    ),
    (
        "... until a file admin takes her off the list",
        "a = rita rejects F; sync; hugo removes rita; sync; ana reviewer F fay; ana unreviewer F rita; fay approves F boldly; sync; fay approves F; sync",
        "F is Approved",
    ),
    (
        "reviewer taken off the list while she approves (13)",
        "ana reviewer F fay; sync; fay approves F; sync; a = rita approves F; ana unreviewer F rita; sync",
        "F is Approved, rita reads F",
    ),
    (
        "approval given knowing one is off the list",
        "ana unreviewer F rita; sync; a = rita approves F boldly; sync",
        "a is refused",
    ),
    (
        "phone approves, laptop asks for changes, at once",
        "rita links rita.phone; sync; rita.phone approves F; rita rejects F; sync",
        "F is ChangesRequested",
    ),
    (
        "laptop approves, later the phone asks for changes",
        "rita links rita.phone; sync; rita approves F; sync; rita.phone rejects F; sync",
        "F is ChangesRequested",
    ),
    (
        "phone blocks, later the laptop approves",
        "rita links rita.phone; sync; rita.phone rejects F; sync; rita approves F; sync",
        "F is Approved",
    ),
    (
        "two equals remove each other: neither can",
        "ana grants eve event/UsersManage; ana grants ivo event/UsersManage; sync; x = eve removes ivo boldly; y = ivo removes eve boldly; sync; g = eve removes ben",
        "g is applied",
    ),
    (
        "second owner against first: only the first can",
        "x = olga removes ana boldly; y = ana removes olga; sync; g = olga grants ben event/FilesAdmin boldly",
        "g is refused, olga reads no F, ana reads F",
    ),
    (
        "an owner outranks an admin named by the first owner",
        "ana grants eve event/*; sync; olga removes eve; sync",
        "eve reads no F",
    ),
    (
        "HR without files removes Ben; Ana's device had all his work",
        "x = ben delivers F; sync ben ana; hugo removes ben; sync",
        "x is applied, ben reads no F",
    ),
    (
        "... his work had reached Rita only, who may not vouch: held",
        "x = ben delivers F; sync ben rita; hugo removes ben; roster hugo ana; sync",
        "x is held",
    ),
    (
        "... Fay had it though Ana had not: cuts unite",
        "x = ben delivers F; sync ben fay; hugo removes ben; roster hugo ana; sync",
        "x is applied",
    ),
    ("Ben goes on although he knows", "hugo removes ben; sync; x = ben delivers F boldly; sync", "x is refused"),
    (
        "Ben pretends not to know",
        "ben remembers m; hugo removes ben; sync; liar ben; x = ben delivers F at m fork; sync",
        "x is held",
    ),
    (
        "Ben pretends with a device nobody had heard of",
        "ben remembers m; ana removes ben; sync; liar ben; liar ben.new; ben links ben.new; ben.new restores m; d = ben.new links ben.new; x = ben.new delivers F; sync",
        "x is held",
    ),
    (
        "Ben is taken on again and works",
        "ana removes ben; sync; ana grants ben event/FilesEdit; sync; x = ben delivers F; sync",
        "x is applied, ben reads F",
    ),
    (
        "Rita is taken on again and answers",
        "ana removes rita; sync; ana grants rita event/FilesRead; sync; a = rita approves F; sync",
        "a is applied, F is Approved",
    ),
    (
        "grant and removal at once: removal wins",
        "fay leaves; ana removes ben; olga grants ben event/FilesEdit; sync; x = ben delivers F boldly; sync",
        "x is refused, ben reads no F",
    ),
    (
        "Ben leaves by himself",
        "x = ben delivers F; sync; ben leaves; sync; y = ben delivers F boldly; sync",
        "x is applied, y is refused, ben reads no F",
    ),
    (
        "the first owner leaves and later backdates",
        "ana remembers m; ana leaves; sync; liar ana; x = ana delivers F at m fork; g = ana grants mal event/* at m fork; sync",
        "x is held, g is held",
    ),
    ("a vendor's manager cannot remove another department's people", "r = vic removes ben boldly; sync", "ben reads F"),
    (
        "a vendor's manager removes his own",
        "vic removes vera; sync; x = vera edits G comments boldly; sync",
        "x is refused, vera reads no G",
    ),
    (
        "an unshared vendor works offline for a week",
        "ana makes D; sync; ana shares D vera Edit; sync; x = vera delivers D; sync vera ana; ana unshares D vera; y = vera delivers D; tick 7; y2 = vera edits D comments; sync",
        "x is applied, y is held, y2 is held, vera reads no D",
    ),
    (
        "a share to a collaborator is a ceiling (14)",
        "ana shares F V *; sync; x = val delivers F boldly; y = vera delivers F; z = vera edits F deliverable boldly; sync",
        "x is refused, y is applied, z is refused",
    ),
    (
        "... a direct share counts as given (14)",
        "ana shares F V *; ana shares F val Edit; sync; x = val delivers F; sync",
        "x is applied",
    ),
    (
        "the assigned collaborator delivers but does not rename",
        "ana assigns F V; sync; x = vera delivers F; y = vera edits F meta boldly; sync",
        "x is applied, y is refused",
    ),
    (
        "reassigned while the old one delivers",
        "ana assigns F V; sync; x = vera delivers F; ana unshares F V; sync",
        "x is held",
    ),
    (
        "the files module of a vendor is off",
        "ana switches V off; sync; x = vera delivers G boldly; sync",
        "x is refused, vera reads no G",
    ),
    (
        "an invite is used twice, one after the other",
        "i = ana invites event/FilesRead; sync; p = pat redeems i; sync pat ana; q = quin redeems i; sync",
        "p is applied, q is held, pat reads F, quin reads no F",
    ),
    (
        "an invite is used twice, closed by two devices on different people: both stay",
        "i = ana invites event/FilesRead; sync; p = pat redeems i; q = quin redeems i; sync pat ana; sync quin olga; sync",
        "p is applied, q is applied",
    ),
    (
        "an invite is cancelled while someone redeems it",
        "i = ana invites event/FilesRead; sync; p = pat redeems i; ana cancels i; sync",
        "pat reads no F",
    ),
    (
        "a removed admin comes back through his old invite",
        "i = hugo invites event/UsersManage; sync; ana removes hugo; sync; p = pat redeems i; sync; g = pat invites event/UsersManage boldly",
        "p is held",
    ),
    (
        "an owner's restored laptop forks: what she gave since stands",
        "ana remembers m; ana grants pat event/FilesRead; sync; ana restores m; ana grants quin event/FilesRead; sync",
        "rita reads F",
    ),
    (
        "... and people she took on since are not shut out",
        "ana remembers m; g = ana grants zoe event/FilesEdit; zoe joins; sync; x = zoe delivers F; sync; ana restores m; ana grants quin event/FilesRead; sync",
        "g is applied, x is applied, zoe reads F",
    ),
    (
        "a reviewer cannot un-sign by forking a year later",
        "rita remembers m; a = rita approves F; sync; liar rita; b = rita edits F comments at m fork; sync",
        "a is applied, F is Approved",
    ),
    (
        "delegation for a day, used in time",
        "ana grants dee event/FilesEdit until 1; dee joins; x = dee delivers F; sync",
        "x is applied",
    ),
    (
        "delegation for a day, used later",
        "ana grants dee event/FilesEdit until 1; dee joins; tick 3 ana olga hugo fay; x = dee delivers F boldly; sync",
        "x is refused",
    ),
    (
        "delegation for a day, used later and backdated",
        "ana grants dee event/FilesEdit until 1; dee joins; dee remembers m; tick 3; sync; liar dee; x = dee delivers F at m fork made 0; sync",
        "x is held, dee reads no F",
    ),
    (
        "a day's delegation made lasting by another owner while the clock ends it",
        "ana grants dee event/FilesEdit until 1; dee joins; sync; olga grants dee event/FilesEdit; tick 3; sync; x = dee delivers F; sync",
        "x is applied, dee reads F",
    ),
    (
        "a day's delegate cannot pass it on for longer",
        "ana grants dee event/UsersManage,event/FilesRead until 2; dee joins; g = dee grants pat event/FilesRead boldly; sync",
        "g is refused",
    ),
    (
        "nobody gives what he does not hold",
        "g = hugo grants mal event/FilesAdmin boldly; sync; h = ben shares F mal * boldly",
        "g is refused, h is refused",
    ),
    (
        "Fay's sharing just before her removal, seen by Ana: stands",
        "s = fay shares G vera Edit boldly; fay shares F vera Edit; sync fay ana; ana removes fay; sync; x = vera delivers F; sync",
        "s is refused, x is applied",
    ),
    (
        "Fay's sharing unseen by Ana: held with what rests on it, until accepted",
        "s = fay shares F vera Edit; sync fay vera; x = vera delivers F; ana removes fay; sync",
        "s is held, x is held, vera reads no F",
    ),
    (
        "... accepting the share brings both back",
        "s = fay shares F vera Edit; sync fay vera; x = vera delivers F; ana removes fay; sync; ana settles s accept; sync",
        "s is applied, x is applied, vera reads F",
    ),
    (
        "two removed admins keep each other's backdated work: they cannot",
        "ana shares F ben *; ana shares F mal *; sync; ben remembers b; mal remembers m; u = ana removes ben; v = ana removes mal; sync; liar ben; liar mal; x = ben delivers F at b fork; y = mal delivers F at m fork; c = mal cuts F u at b fork boldly; sync",
        "x is held, y is held",
    ),
    (
        "a grant of Hugo's, unseen by Ana when she removes him, seen by Olga",
        "g = ana grants hugo event/UsersManage,event/FilesRead; sync; k = hugo grants pat event/FilesRead; pat joins; sync hugo olga; ana removes hugo; sync",
        "k is applied, pat reads F",
    ),
    (
        "a stolen phone, revoked, cannot make its owner leave",
        "rita links rita.phone; sync; rita.phone remembers m; rita unlinks rita.phone; sync; liar rita.phone; v = rita.phone leaves at m fork; sync",
        "v is held, rita reads F",
    ),
    (
        "a stolen phone answers after it was revoked",
        "rita links rita.phone; sync; rita.phone remembers m; rita unlinks rita.phone; sync; liar rita.phone; a = rita.phone approves F at m fork; sync; b = rita rejects F; sync",
        "a is held, b is applied, F is ChangesRequested",
    ),
    (
        "rita's two devices put each other out: both are out",
        "rita links rita.phone; sync; rita unlinks rita.phone; rita.phone unlinks rita; sync",
        "rita reads no F, rita.phone reads no F",
    ),
    (
        "Ben, who may edit, makes a file and names its reviewer",
        "ben makes H; ben reviewer H rita; ben delivers H; sync; rita approves H; sync",
        "H is Approved",
    ),
    (
        "the drive's admin takes a file's own admin off it",
        "ana grants gus event/Read; sync; ana shares F gus *; gus joins; sync; fay unshares F gus; sync",
        "gus reads no F",
    ),
    (
        "limit: ... handed to Fay alone first",
        "ben remembers m; hugo removes ben; liar ben; x = ben delivers F at m fork; sync ben fay; sync",
        "x is applied",
    ),
    (
        "limit: a module switch can be backdated, it is no removal",
        "vera remembers m; ana switches V off; sync; liar vera; x = vera delivers G at m fork; sync",
        "x is applied, vera reads no G",
    ),
    (
        "a stranger writes with a made-up device",
        "out joins; liar out; x = out delivers F; a = out approves F; sync",
        "x is refused, a is refused",
    ),
];

/// Plays one scenario, and asks besides that every device that heard everything in its own order answers like one that judges from nothing.
fn play((title, script, expected): &(&str, &str, &str)) -> Vec<String> {
    let mut stage = Stage::new(CAST);
    stage.run(script);
    let mut wrong = stage.check(expected);
    let all = stage.world.whole();
    let truth = stage.world.everything(&stage.world.judge_of(&all));
    for (name, device) in &stage.world.devices {
        if device.view == all && stage.world.everything(&device.judge) != truth {
            wrong.push(format!("{name} answers otherwise (A8)"));
        }
    }
    wrong.iter().map(|w| format!("{title}: {w}")).collect()
}

/// R, A, N2, d.3–d.8: every scenario of the model comes out as a person expects.
#[test]
fn every_scenario_of_the_model_comes_out_as_people_expect() {
    let wrong: Vec<String> = SCENARIOS.iter().flat_map(play).collect();
    assert!(wrong.is_empty(), "{} of {} went wrong:\n{}", wrong.len(), SCENARIOS.len(), wrong.join("\n"));
    assert_eq!(SCENARIOS.len(), 68);
}

/// A6, beyond the model's table: the maker of a file and one who has everything on it are removed by two people; each hears of the other's
/// removal only, and cuts it. What keeps a Record must stand above it, so neither is kept by the other and nothing is judged in a circle.
#[test]
fn two_who_were_removed_cannot_vouch_for_each_other_in_a_file_of_theirs() {
    let mut stage = Stage::new(CAST);
    stage.run("ben makes H; ben shares H mal *; sync; liar ben; liar mal");
    stage.run("u = hugo removes ben; v = ana removes mal; roster ben ana; roster mal hugo; roster hugo ana");
    stage.run("c = ben cuts H v boldly; d = mal cuts H u boldly; sync");
    assert_eq!(stage.check("c is held, d is held, ben reads no H, mal reads no H"), Vec::<String>::new());
}

/// A6: to settle one must stand above the grant that was hit; everything on the document is not enough.
#[test]
fn a_settle_from_below_settles_nothing() {
    let mut stage = Stage::new(CAST);
    stage.run(
        "ana shares F ben *; sync; x = fay edits F deliverable; ana removes fay; sync; s = ben settles x accept; sync",
    );
    assert_eq!(stage.check("s is applied, x is held"), Vec::<String>::new());
    stage.run("ana settles x accept; sync");
    assert_eq!(stage.check("x is applied"), Vec::<String>::new());
}

/// A1: a Share without a grant of the roster makes no member, and gives nothing to pass on.
#[test]
fn who_is_no_member_any_more_cannot_share_what_was_shared_with_them() {
    let mut stage = Stage::new(CAST);
    stage.run("ana shares F vera *; sync; t = vera shares F val Read; sync; vic removes vera; sync");
    stage.run("s = vera shares F val Edit boldly; sync");
    assert_eq!(stage.check("t is applied, s is refused, vera reads no F, val reads F"), Vec::<String>::new());
}
