//! Who and what is in the example event, as tables.

use model::op::Module;
use preview::samples::{Image, Sheet};

/// Somebody else with access.
pub struct Person {
    /// Name.
    pub name: &'static str,
    /// Device.
    pub device: &'static str,
    /// Place of their collaborator in [`COLLABORATORS`].
    pub side: Option<usize>,
    /// Rights beside `Event:Read`.
    pub rights: &'static [&'static str],
}

const CONTRIBUTOR: &[&str] = &["Collaborator:Read", "Collaborator:FilesEdit", "Collaborator:CrewView"];

/// Other people, by place.
pub const PEOPLE: [Person; 6] = [
    Person { name: "Ben Okafor", device: "Rigging office", side: Some(1), rights: CONTRIBUTOR },
    Person {
        name: "Lena Maurer",
        device: "Lena's tablet",
        side: Some(2),
        rights: &["Collaborator:Read", "Collaborator:FilesEdit", "Event:FilesRead"],
    },
    Person { name: "Tomás Vidal", device: "Lighting desk", side: Some(3), rights: CONTRIBUTOR },
    Person { name: "Mina Park", device: "Mina's laptop", side: Some(4), rights: CONTRIBUTOR },
    Person { name: "Jonas Weber", device: "Power office", side: Some(5), rights: CONTRIBUTOR },
    Person { name: "Femi Adeyemi", device: "Second desk", side: Some(5), rights: CONTRIBUTOR },
];

/// The colleague who delivers at the same time as another.
pub const COLLEAGUE: usize = 5;
/// Whose access was removed.
pub const GONE: usize = 3;

/// Which of the other people delivers for a collaborator; nobody: this person does it on their behalf.
pub const fn deliverer(side: usize) -> Option<usize> {
    match side {
        1 => Some(0),
        2 => Some(1),
        3 => Some(2),
        4 => Some(3),
        5 => Some(4),
        _ => None,
    }
}

/// Areas.
pub const AREAS: &[&str] = &["Main Stage", "Quay Stage", "Site", "Back of House", "Catering", "Front of House"];

const SOME: &[Module] = &[Module::Files, Module::Crew, Module::Schedule];

/// Collaborators with the modules they use; nothing: all. The first is this person's own side.
pub const COLLABORATORS: &[(&str, Option<&[Module]>)] = &[
    ("Tide Productions", None),
    ("Rig & Co", None),
    ("Maurer Structural Engineers", Some(SOME)),
    ("Northlight", None),
    ("Tidewater Management", None),
    ("Volt Supply", None),
    ("Kombüse Catering", Some(SOME)),
    ("Harbour Guard", Some(SOME)),
    ("Harbour Medics", Some(SOME)),
];

/// Crew: collaborator, first name, last name, title, point of contact.
pub const CREW: &[(usize, &str, &str, &str, bool)] = &[
    (0, "Nora", "Lindqvist", "Site manager", false),
    (0, "Paul", "Achterberg", "Stage manager, Main Stage", false),
    (0, "Ines", "Caldeira", "Stage manager, Quay Stage", false),
    (0, "Milo", "Brandt", "Runner", false),
    (1, "Ben", "Okafor", "Head rigger", true),
    (1, "Sofie", "Dahl", "Rigger", false),
    (1, "Karel", "Novák", "Rigger", false),
    (1, "Aylin", "Demir", "Ground rigger", false),
    (2, "Lena", "Maurer", "Structural engineer", true),
    (2, "Oskar", "Reiter", "Draughtsman", false),
    (3, "Tomás", "Vidal", "Lighting designer", true),
    (3, "Grace", "Mbeki", "Lighting technician", false),
    (3, "Luca", "Ferri", "Followspot", false),
    (3, "Hanna", "Järvinen", "Programmer", false),
    (4, "Mina", "Park", "Tour manager, The Tidewater Band", true),
    (4, "Joel", "Santos", "Front of house engineer", false),
    (4, "Ruth", "Adler", "Monitor engineer", false),
    (4, "Dev", "Iyer", "Backline", false),
    (5, "Jonas", "Weber", "Head of power", true),
    (5, "Femi", "Adeyemi", "Electrician", false),
    (5, "Clara", "Voss", "Electrician", false),
    (6, "Greta", "Hinrichs", "Head chef", true),
    (6, "Samir", "Haddad", "Catering crew", false),
    (6, "Anouk", "Meyer", "Catering crew", false),
    (7, "Viktor", "Stein", "Head of security", true),
    (7, "Lucía", "Ramos", "Shift lead, gates", false),
    (7, "Emre", "Kaya", "Shift lead, pit", false),
    (8, "Dr. Eva", "Sommer", "Medical lead", true),
    (8, "Tim", "Krüger", "Paramedic", false),
];

/// What a file of the example is.
#[derive(Clone, Copy)]
pub enum Paper {
    /// A drawing or paper as PDF.
    Sheet(Sheet),
    /// A picture.
    Image(Image),
    /// A long PDF.
    Long(u32),
    /// A table as CSV.
    Table,
}

/// Where a deliverable stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not delivered; its due date says whether that is late.
    Open,
    /// Delivered, nobody asked.
    Delivered,
    /// Delivered after it was due.
    Late,
    /// Waits for reviewers.
    Waiting,
    /// A reviewer asked for changes.
    Changes,
    /// All approved.
    Approved,
    /// Approved, and a format was added afterwards.
    Partial,
    /// Two versions were made from one.
    Forked,
    /// Delivered by somebody whose access had been removed.
    Held,
    /// No longer wanted.
    Waived,
}

/// A deliverable of the example.
pub struct Deliverable {
    /// Name.
    pub name: &'static str,
    /// Place of the collaborator.
    pub side: usize,
    /// Place of the area.
    pub area: Option<usize>,
    /// Due in so many hours from now; negative: ago.
    pub due_hours: i64,
    /// Where it stands.
    pub state: State,
    /// Versions delivered.
    pub versions: u32,
    /// Reviewers: nothing is this person.
    pub reviewers: &'static [Option<usize>],
    /// Formats wanted.
    pub formats: &'static [&'static str],
    /// What is delivered.
    pub paper: Paper,
    /// Requirements in words.
    pub description: &'static str,
    /// Acceptance criteria.
    pub criteria: &'static [&'static str],
    /// Authority.
    pub permit: &'static str,
}

const ME: &[Option<usize>] = &[None];
const LENA: &[Option<usize>] = &[Some(1)];
const ME_LENA: &[Option<usize>] = &[None, Some(1)];
const NOBODY: &[Option<usize>] = &[];
const PDF: &[&str] = &["pdf"];

#[allow(clippy::too_many_arguments, reason = "a row of a table")]
const fn plain(
    name: &'static str,
    side: usize,
    area: Option<usize>,
    due_hours: i64,
    state: State,
    versions: u32,
    reviewers: &'static [Option<usize>],
    sheet: Sheet,
) -> Deliverable {
    Deliverable {
        name,
        side,
        area,
        due_hours,
        state,
        versions,
        reviewers,
        formats: PDF,
        paper: Paper::Sheet(sheet),
        description: "",
        criteria: &[],
        permit: "",
    }
}

/// The forty deliverables.
pub const DELIVERABLES: &[Deliverable] = &[
    Deliverable {
        description: "Drawings must include all points, top and bottom hook weights, and be drawn to scale with dimensions.",
        criteria: &["All points, with hook weights", "To scale, with dimensions", "Engineer's stamp"],
        permit: "Harbour authority",
        ..plain(
            "Rigging Drawings for Permit Submission",
            1,
            Some(0),
            -44,
            State::Changes,
            1,
            ME_LENA,
            Sheet::RiggingPlot,
        )
    },
    plain("Flame-retardant certificates", 1, Some(0), -5, State::Open, 0, ME, Sheet::Certificate),
    Deliverable {
        formats: &["pdf", "png"],
        ..plain("Lighting plot", 3, Some(0), 30, State::Waiting, 2, ME_LENA, Sheet::LightingPlot)
    },
    plain("Stage plot, The Tidewater Band", 3, Some(0), 36, State::Partial, 1, ME, Sheet::StagePlot),
    Deliverable {
        description: "Near scale, with north point, fire lanes, exits, fencing and gates.",
        criteria: &["Fire lanes 5 m clear", "Every exit numbered", "North point and scale bar"],
        permit: "Fire authority",
        ..plain("Site plan, egress and fire lanes", 2, Some(2), 50, State::Waiting, 1, ME, Sheet::SitePlan)
    },
    plain("Power distribution drawing", 5, Some(3), 58, State::Forked, 2, ME, Sheet::PowerDiagram),
    Deliverable {
        formats: &["pdf", "csv"],
        ..plain("Menu and allergens", 6, Some(4), 72, State::Delivered, 1, NOBODY, Sheet::Menu)
    },
    Deliverable {
        permit: "District office",
        ..plain("Risk assessment, pyrotechnics", 4, Some(0), 80, State::Waived, 0, NOBODY, Sheet::RiskAssessment)
    },
    plain("Security deployment plan", 7, Some(2), 96, State::Approved, 1, ME, Sheet::SecurityPlan),
    plain("Medical plan", 8, Some(2), 100, State::Approved, 1, ME, Sheet::MedicalPlan),
    plain("Generator noise statement", 5, Some(3), -1, State::Open, 0, NOBODY, Sheet::Certificate),
    Deliverable {
        formats: &["png"],
        paper: Paper::Image(Image::Banner),
        ..plain("Artwork, front of stage banner", 4, Some(0), 26, State::Held, 1, ME, Sheet::Signage)
    },
    plain("Input list, The Tidewater Band", 4, Some(0), 20, State::Held, 1, ME, Sheet::InputList),
    plain("Insurance certificate, rigging", 1, None, -200, State::Approved, 1, ME, Sheet::Certificate),
    plain("Insurance certificate, lighting", 3, None, -190, State::Approved, 1, ME, Sheet::Certificate),
    plain("Insurance certificate, power", 5, None, -260, State::Late, 1, NOBODY, Sheet::Certificate),
    plain("Load calculation, roof", 2, Some(0), 40, State::Approved, 1, ME, Sheet::RiggingPlot),
    plain("Lighting plot, Quay Stage", 3, Some(1), 120, State::Changes, 1, LENA, Sheet::LightingPlot),
    plain("Rigging drawings, Quay Stage", 1, Some(1), 130, State::Waiting, 1, ME_LENA, Sheet::RiggingPlot),
    plain("Stage plot, Quay Stage openers", 4, Some(1), 140, State::Open, 0, ME, Sheet::StagePlot),
    plain("Technical rider, The Tidewater Band", 4, Some(0), 150, State::Held, 1, NOBODY, Sheet::TechnicalRider),
    plain("Running order, Main Stage", 0, Some(0), 160, State::Delivered, 1, NOBODY, Sheet::RunningOrder),
    plain("Running order, Quay Stage", 0, Some(1), 160, State::Open, 0, NOBODY, Sheet::RunningOrder),
    plain("Signage schedule", 0, Some(2), 170, State::Delivered, 1, NOBODY, Sheet::Signage),
    plain("Contact sheet, stewards", 7, Some(2), 180, State::Open, 0, NOBODY, Sheet::ContactSheet),
    plain("Contact sheet, medics", 8, Some(2), 180, State::Delivered, 1, NOBODY, Sheet::ContactSheet),
    plain("Call sheet, load-in", 0, Some(3), 200, State::Open, 0, NOBODY, Sheet::CallSheet),
    plain("Call sheet, load-out", 0, Some(3), 420, State::Open, 0, NOBODY, Sheet::CallSheet),
    plain("Emergency power test report", 5, Some(3), 210, State::Open, 0, ME, Sheet::Certificate),
    plain("Earthing certificate", 5, Some(3), 215, State::Open, 0, ME, Sheet::Certificate),
    plain("Ballast calculation, front of house tower", 2, Some(5), 220, State::Waiting, 1, ME, Sheet::RiggingPlot),
    plain("Risk assessment, rigging", 1, Some(0), 230, State::Approved, 2, LENA, Sheet::RiskAssessment),
    plain("Risk assessment, lighting", 3, Some(0), 230, State::Approved, 1, LENA, Sheet::RiskAssessment),
    plain("Risk assessment, power", 5, Some(3), 230, State::Waiting, 1, LENA, Sheet::RiskAssessment),
    plain("Waste and recycling plan", 0, Some(2), 240, State::Open, 0, NOBODY, Sheet::SitePlan),
    plain("Kitchen layout and gas plan", 6, Some(4), 250, State::Open, 0, ME, Sheet::SitePlan),
    Deliverable {
        permit: "Food safety office",
        ..plain("Hygiene certificate", 6, Some(4), 255, State::Open, 0, ME, Sheet::Certificate)
    },
    plain("Steward briefing", 7, Some(2), 260, State::Open, 0, NOBODY, Sheet::SecurityPlan),
    Deliverable {
        formats: &["png"],
        paper: Paper::Image(Image::Poster),
        ..plain("Poster", 0, None, 300, State::Delivered, 1, NOBODY, Sheet::Signage)
    },
    Deliverable {
        paper: Paper::Long(24),
        ..plain("Noise measurement log", 5, Some(2), 500, State::Delivered, 1, NOBODY, Sheet::Certificate)
    },
];

/// Ordinary files: folder, title, what.
pub const FILES: &[(&str, &str, Paper)] = &[
    ("Venue", "Harbour map", Paper::Sheet(Sheet::SitePlan)),
    ("Venue", "Quay load limits", Paper::Sheet(Sheet::Certificate)),
    ("Venue", "Ground in the evening", Paper::Image(Image::GroundPhoto)),
    ("Artwork", "Logo", Paper::Image(Image::Logo)),
    ("Artwork", "Stage at night, last year", Paper::Image(Image::StagePhoto)),
    ("Contacts", "Contact sheet, everybody", Paper::Sheet(Sheet::ContactSheet)),
    ("Contacts", "Distances and transport", Paper::Table),
];

/// A small table as CSV.
pub fn table(title: &str, revision: u32) -> String {
    let mut out = format!("item,quantity,remark\n\"{title}\",{revision},revision\n");
    for (nth, what) in ["Cable 125 A, 25 m", "Cable 63 A, 50 m", "Distribution box", "Cable ramp", "Plate, 2 by 1 m"]
        .iter()
        .enumerate()
    {
        out.push_str(&format!("\"{what}\",{},\n", (nth + 2) * 3));
    }
    out
}
