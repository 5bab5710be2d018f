use super::{Need, Rights, install_line, not_installed, wanted};

#[test]
fn every_need_includes_building_and_names_a_package_once() {
    let both = wanted(&[Need::Browser, Need::Window]);
    assert!(both.contains(&"libwebkit2gtk-4.1-dev"));
    assert!(both.contains(&"chromium") && both.contains(&"xvfb"));
    assert_eq!(both.iter().filter(|p| **p == "fonts-dejavu-core").count(), 1);
    assert!(!wanted(&[Need::Build]).contains(&"chromium"));
}

#[test]
fn what_dpkg_does_not_call_installed_is_missing() {
    let known = "pkg-config install ok installed\nxvfb deinstall ok config-files\nxauth unknown ok not-installed\n";
    assert_eq!(not_installed(&["chromium", "pkg-config", "xauth", "xvfb"], known), ["chromium", "xauth", "xvfb"]);
}

#[test]
fn sudo_never_asks_and_never_opens_a_dialog() {
    let line = install_line(&["xvfb"], Rights::Sudo).line();
    assert_eq!(line, "sudo -n DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends xvfb");
}

#[test]
fn the_line_for_a_person_is_one_they_can_copy() {
    assert_eq!(
        install_line(&["xauth", "xvfb"], Rights::None).line(),
        "apt-get install --yes --no-install-recommends xauth xvfb"
    );
}
