use super::*;

fn title(revision: u32) -> TitleBlock {
    TitleBlock {
        event: "Harbour Lights Festival".to_owned(),
        title: "Stage plot, main stage".to_owned(),
        author: "Production".to_owned(),
        revision,
        date: "14 Jun 2025".to_owned(),
    }
}

#[test]
fn dump() {
    for (sheet, name) in
        [(Sheet::StagePlot, "stage"), (Sheet::RiggingPlot, "rigging"), (Sheet::LightingPlot, "lighting")]
    {
        std::fs::write(format!("/tmp/preview-out/{name}.pdf"), pdf(sheet, &title(2))).unwrap();
    }
}
