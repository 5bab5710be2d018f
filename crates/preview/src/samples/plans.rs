//! The three plans of the ground: the site itself, who guards it, and who helps.

use super::TitleBlock;
use super::frame::{COLUMN, COLUMN_WIDTH, Facts, cloud, drawing_frame, key_entry, key_heading, north, scale_bar};
use super::ground::{self, FENCE, exit_sign, exits, fire_lane, first_aid, label, zone};
use super::paper::{
    AMBER, BLACK, BLUE, GREEN, GREY, Ink, PALE, Paper, RED, Spot, WHITE, filled, letters, outlined, pen, turned,
};

const SITE: Facts = Facts {
    number: "SP-001",
    scale: "1:1000",
    changes: &[
        "Bar 2 moved north, exit E3 kept clear",
        "Fire lane led round the compound",
        "Food court with eleven pitches instead of nine",
        "Delay towers added",
    ],
    notes: &[
        "Ground survey of the port authority, checked on site.",
        "Exits 6 m wide unless stated, gates open outwards.",
        "Fire lane 4 m wide, 4.50 m high, kept clear at all times.",
        "Capacity of the arenas by area at 0.3 m² a person.",
    ],
    ink: [0.12, 0.34, 0.30],
};

const SECURITY: Facts = Facts {
    number: "SE-010",
    scale: "1:1000",
    changes: &["Post 7 moved to the tent, two more at the pit", "Response team B at the food court"],
    notes: &[
        "Posts staffed from one hour before doors until the ground is clear.",
        "Radio: security on channel 3, control on channel 1.",
        "Show stop: three words from control, house lights, then music off.",
        "Search lanes: one of seven kept for those without bags.",
    ],
    ink: [0.20, 0.20, 0.24],
};

const MEDICAL: Facts = Facts {
    number: "MD-010",
    scale: "1:1000",
    changes: &["Second ambulance moved to E5", "Quiet room added beside the main post"],
    notes: &[
        "Ambulance ways are the fire lane and the quay, never the arena.",
        "Call medical on channel 4, say the letter and number of the field.",
        "Main post staffed around the clock from build to strike.",
        "Nearest emergency department: 2.4 km, eight minutes.",
    ],
    ink: [0.11, 0.42, 0.28],
};

/// The site plan.
pub(super) fn site(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a3();
    ground::draw(&mut paper, false);
    fire_lane(&mut paper);
    exits(&mut paper);
    for (spot, name) in [((24.0, 116.0), "A1"), ((150.0, 252.0), "A2")] {
        assembly(&mut paper, spot);
        label(&mut paper, (spot.0, spot.1 + 8.0), name, GREEN);
    }
    first_aid(&mut paper, (136.0, 112.0), 6.0);
    first_aid(&mut paper, (248.0, 200.0), 6.0);
    if title.revision > 1 {
        cloud(&mut paper, (198.0, 48.0), (30.0, 15.0), title.revision);
    }
    drawing_frame(&mut paper, title, &SITE);
    bearings(&mut paper);
    key_heading(&mut paper, "KEY");
    let (x, y) = key_entry(&mut paper, 0, "Fence, 2.40 m, and gate");
    paper.line((x - 5.0, y), (x + 5.0, y), pen([0.25, 0.27, 0.30], 0.8));
    let spot = key_entry(&mut paper, 1, "Way out in an emergency");
    exit_sign(&mut paper, spot, "E1");
    let (x, y) = key_entry(&mut paper, 2, "Fire lane, kept clear");
    paper.line((x - 5.0, y), (x + 5.0, y), pen([0.95, 0.80, 0.80], 3.0));
    paper.line((x - 5.0, y), (x + 5.0, y), pen(RED, 0.5).dashed());
    let spot = key_entry(&mut paper, 3, "First aid");
    first_aid(&mut paper, spot, 5.4);
    let spot = key_entry(&mut paper, 4, "Assembly point");
    assembly(&mut paper, spot);
    let (x, y) = key_entry(&mut paper, 5, "Delay tower");
    paper.circle((x, y), 2.0, filled(WHITE).with(pen(BLACK, 0.4)));
    paper.text((x, y + 0.8), "D", letters(2.4).bold().centred());
    for (place, ink, text) in
        [(6, [0.98, 0.80, 0.55], "Food"), (7, [0.80, 0.88, 0.97], "Bar"), (8, WHITE, "Toilets, one unit for 75 people")]
    {
        let (x, y) = key_entry(&mut paper, place, text);
        paper.rect((x - 4.0, y - 2.2), (8.0, 4.4), filled(ink).with(pen(BLACK, 0.25)));
    }
    egress(&mut paper);
    vec![paper]
}

/// How many people may be there and how wide the ways out are: what the fire officer reads first.
fn egress(paper: &mut Paper) {
    let top = 98.0;
    paper.text((COLUMN, top), "PEOPLE AND WAYS OUT", letters(2.8).bold());
    let rows = [
        ("Main arena", "9 000"),
        ("Quay stage", "2 500"),
        ("Tent", "1 200"),
        ("Whole ground, licensed", "11 500"),
        ("Width of all exits", "48.0 m"),
        ("Needed at 109 a metre and minute", "36.4 m"),
    ];
    for ((name, value), y) in rows.into_iter().zip(std::iter::successors(Some(top + 6.0), |y| Some(y + 5.0))) {
        paper.text((COLUMN, y), name, letters(2.7));
        paper.text((COLUMN + COLUMN_WIDTH, y), value, letters(2.7).bold().right());
        paper.line((COLUMN, y + 1.5), (COLUMN + COLUMN_WIDTH, y + 1.5), pen(PALE, 0.15));
    }
}

/// The security plan.
pub(super) fn security(title: &TitleBlock) -> Vec<Paper> {
    const INK: Ink = [0.16, 0.20, 0.45];
    let mut paper = Paper::a3();
    ground::draw(&mut paper, true);
    zone(
        &mut paper,
        &[(250.0, 128.0), (284.0, 92.0), (314.0, 94.0), (312.0, 210.0), (284.0, 208.0), (250.0, 172.0)],
        RED,
    );
    zone(&mut paper, &[(142.0, 100.0), (248.0, 116.0), (248.0, 184.0), (142.0, 202.0)], AMBER);
    zone(&mut paper, &[(44.0, 66.0), (72.0, 60.0), (78.0, 84.0), (50.0, 90.0)], BLUE);
    exits(&mut paper);
    let tent = if title.revision > 1 { (86.0, 168.0) } else { (112.0, 176.0) };
    let posts: [(Spot, u8); 14] = [
        ((60.0, 68.0), 8),
        ((92.0, 94.0), 4),
        ((146.0, 74.0), 2),
        ((212.0, 66.0), 2),
        ((240.0, 132.0), 6),
        ((240.0, 168.0), 6),
        (tent, 4),
        ((205.0, 160.0), 2),
        ((284.0, 100.0), 2),
        ((282.0, 202.0), 3),
        ((192.0, 224.0), 3),
        ((44.0, 124.0), 2),
        ((172.0, 112.0), 4),
        ((172.0, 188.0), 4),
    ];
    for ((spot, heads), number) in posts.into_iter().zip(1_u8..) {
        post(&mut paper, spot, number, INK);
        paper.text((spot.0 + 4.4, spot.1 + 4.6), &format!("× {heads}"), letters(2.5).bold().ink(INK));
    }
    for (spot, name) in [((130.0, 150.0), "A"), ((226.0, 206.0), "B")] {
        let (x, y) = spot;
        paper.polygon(&[(x, y - 4.4), (x + 4.4, y), (x, y + 4.4), (x - 4.4, y)], filled(RED));
        paper.text((x, y + 1.3), name, letters(3.6).bold().ink(WHITE).centred());
    }
    label(&mut paper, (298.0, 88.0), "CONTROL ROOM", BLACK);
    patrol(&mut paper, INK);
    cloud(&mut paper, (tent.0 - 8.0, tent.1 - 7.0), (20.0, 14.0), title.revision);
    drawing_frame(&mut paper, title, &SECURITY);
    bearings(&mut paper);
    key_heading(&mut paper, "KEY");
    let spot = key_entry(&mut paper, 0, "Post with its number of stewards");
    post(&mut paper, spot, 1, INK);
    let (x, y) = key_entry(&mut paper, 1, "Response team");
    paper.polygon(&[(x, y - 3.4), (x + 3.4, y), (x, y + 3.4), (x - 3.4, y)], filled(RED));
    let (x, y) = key_entry(&mut paper, 2, "Patrol along the fence");
    paper.arrow((x - 5.0, y), (x + 5.0, y), pen(INK, 0.5));
    for (place, ink, text) in [
        (3, RED, "Red zone: pass and escort"),
        (4, AMBER, "Amber zone: crowd density watched"),
        (5, BLUE, "Blue zone: search"),
    ] {
        let (x, y) = key_entry(&mut paper, place, text);
        zone(&mut paper, &[(x - 5.0, y - 2.4), (x + 5.0, y - 2.4), (x + 5.0, y + 2.4), (x - 5.0, y + 2.4)], ink);
    }
    let total: u32 = posts.iter().map(|(_, heads)| u32::from(*heads)).sum();
    paper.text(
        (COLUMN, 76.0),
        &format!("{total} stewards on posts, 12 in two response teams, 6 on patrol"),
        letters(2.5),
    );
    paper.text((COLUMN, 80.4), "Relief every four hours, breaks at the workshop.", letters(2.5));
    vec![paper]
}

fn patrol(paper: &mut Paper, ink: Ink) {
    let middle = (180.0, 148.0);
    let inner = FENCE.map(|(x, y)| (middle.0 + (x - middle.0) * 0.965, middle.1 + (y - middle.1) * 0.955));
    let next = inner.iter().skip(1).chain(inner.first());
    for (from, to) in inner.iter().zip(next) {
        let at = |part: f32| (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        paper.arrow(at(0.08), at(0.92), pen(ink, 0.4));
    }
}

fn post(paper: &mut Paper, middle: Spot, number: u8, ink: Ink) {
    paper.circle(middle, 3.3, filled(ink).with(pen(WHITE, 0.4)));
    paper.text((middle.0, middle.1 + 1.2), &number.to_string(), letters(3.2).bold().ink(WHITE).centred());
}

/// The medical plan.
pub(super) fn medical(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a3();
    ground::draw(&mut paper, true);
    zone(&mut paper, &[(142.0, 100.0), (248.0, 116.0), (248.0, 184.0), (142.0, 202.0)], AMBER);
    let ways: [&[Spot]; 2] = [
        &[(262.0, 24.0), (262.0, 58.0), (270.0, 84.0), (280.0, 110.0), (281.0, 196.0), (268.0, 214.0)],
        &[(20.0, 34.0), (28.0, 80.0), (30.0, 124.0), (60.0, 124.0), (92.0, 122.0), (120.0, 114.0)],
    ];
    for way in ways {
        paper.veiled(0.3, |paper| paper.curve(way, pen(BLUE, 3.6)));
        paper.curve(way, pen(BLUE, 0.5).dashed());
    }
    exits(&mut paper);
    for (spot, size, name) in [
        ((136.0, 112.0), 9.0, "MAIN POST"),
        ((248.0, 200.0), 7.0, "POST 2"),
        ((112.0, 196.0), 7.0, "POST 3, TENT"),
        ((240.0, 150.0), 5.0, "PIT TEAM"),
    ] {
        first_aid(&mut paper, spot, size);
        label(&mut paper, (spot.0, spot.1 + size / 2.0 + 4.6), name, GREEN);
    }
    let second = if title.revision > 1 { (292.0, 222.0) } else { (232.0, 238.0) };
    for (spot, name) in [((276.0, 78.0), "AMBULANCE 1"), (second, "AMBULANCE 2")] {
        ambulance(&mut paper, spot);
        label(&mut paper, (spot.0, spot.1 + 7.6), name, BLUE);
    }
    for spot in [(156.0, 92.0), (164.0, 206.0), (98.0, 126.0), (230.0, 78.0)] {
        defibrillator(&mut paper, spot);
    }
    paper.circle((40.0, 172.0), 9.0, outlined(pen(BLUE, 0.6)));
    paper.text((40.0, 175.4), "H", letters(9.0).bold().ink(BLUE).centred());
    label(&mut paper, (40.0, 186.0), "HELICOPTER, ON CALL", BLUE);
    cloud(&mut paper, (second.0 - 10.0, second.1 - 7.0), (20.0, 18.0), title.revision);
    drawing_frame(&mut paper, title, &MEDICAL);
    bearings(&mut paper);
    key_heading(&mut paper, "KEY");
    let spot = key_entry(&mut paper, 0, "First-aid post");
    first_aid(&mut paper, spot, 5.6);
    let spot = key_entry(&mut paper, 1, "Ambulance with its crew");
    ambulance(&mut paper, spot);
    let (x, y) = key_entry(&mut paper, 2, "Ambulance way");
    paper.line((x - 5.0, y), (x + 5.0, y), pen([0.78, 0.84, 0.92], 3.0));
    paper.line((x - 5.0, y), (x + 5.0, y), pen(BLUE, 0.5).dashed());
    let spot = key_entry(&mut paper, 3, "Defibrillator");
    defibrillator(&mut paper, spot);
    let spot = key_entry(&mut paper, 4, "Way out");
    exit_sign(&mut paper, spot, "E1");
    staff(&mut paper);
    vec![paper]
}

fn staff(paper: &mut Paper) {
    let top = 70.0;
    paper.text((COLUMN, top), "ON DUTY DURING THE SHOW", letters(2.8).bold());
    for ((name, count), y) in
        [("Doctor", "1"), ("Paramedics", "4"), ("Nurses", "2"), ("First aiders", "18"), ("Ambulances", "2")]
            .into_iter()
            .zip(std::iter::successors(Some(top + 6.0), |y| Some(y + 5.0)))
    {
        paper.text((COLUMN, y), name, letters(2.7));
        paper.text((COLUMN + COLUMN_WIDTH, y), count, letters(2.7).bold().right());
        paper.line((COLUMN, y + 1.5), (COLUMN + COLUMN_WIDTH, y + 1.5), pen(PALE, 0.15));
    }
}

fn ambulance(paper: &mut Paper, (x, y): Spot) {
    paper.card((x - 5.0, y - 2.8), (10.0, 5.6), 0.8, filled(WHITE).with(pen(BLUE, 0.5)));
    paper.line((x + 2.4, y - 2.8), (x + 2.4, y + 2.8), pen(BLUE, 0.35));
    paper.rect((x - 3.4, y - 0.6), (3.6, 1.2), filled(BLUE));
    paper.rect((x - 2.2, y - 1.8), (1.2, 3.6), filled(BLUE));
}

fn defibrillator(paper: &mut Paper, (x, y): Spot) {
    paper.card((x - 2.8, y - 2.8), (5.6, 5.6), 0.7, filled(GREEN));
    let bolt = [(0.6, -2.0), (-1.5, 0.4), (-0.2, 0.4), (-0.6, 2.0), (1.5, -0.5), (0.2, -0.5)];
    paper.polygon(&bolt.map(|(dx, dy)| (x + dx, y + dy)), filled(WHITE));
}

/// Four arrows towards the middle of a green sign.
fn assembly(paper: &mut Paper, middle: Spot) {
    let (x, y) = middle;
    paper.card((x - 3.4, y - 3.4), (6.8, 6.8), 0.8, filled(GREEN));
    for turn in [45.0, 135.0, 225.0, 315.0] {
        paper.arrow(turned(middle, (4.0, 0.0), turn), turned(middle, (1.2, 0.0), turn), pen(WHITE, 0.3));
    }
    paper.circle(middle, 0.8, filled(WHITE));
}

fn bearings(paper: &mut Paper) {
    north(paper, (316.0, 68.0), -12.0);
    paper.rect((14.0, 273.0), (70.0, 13.0), filled(WHITE).with(pen(GREY, 0.2)));
    scale_bar(paper, (18.0, 281.0), 15.0, 15, "m");
}
