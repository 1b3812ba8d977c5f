//! What the README shows is what the program prints. Every line of a text block that begins with "$ " is run;
//! `UPDATE=1 cargo test --test readme -- --ignored` writes the output anew.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The README with the output of its commands as it is now.
fn as_printed(readme: &str, folder: &Path) -> String {
    let mut page = String::new();
    let (mut inside, mut shown) = (false, false);
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = line == "```text";
            shown = false;
        }
        if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            if shown {
                page.push('\n');
            }
            page += &format!("{line}\n{}\n", output(command, folder).trim_end());
            shown = true;
        } else if !shown {
            page += line;
            page.push('\n');
        }
    }
    page
}

fn output(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_legation"));
    let mut path = program
        .parent()
        .expect("a program is in a folder")
        .as_os_str()
        .to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let run = Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(folder)
        .env("PATH", path)
        .output()
        .expect("a shell");
    String::from_utf8(run.stdout).expect("output in UTF-8")
}

#[cfg(unix)]
#[test]
#[ignore = "every better reading of a sample changes the README; run it when the README is due"]
fn the_readme_shows_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder for tests");
    std::os::unix::fs::symlink(root.join("data"), folder.path().join("data")).expect("a link");
    let file = root.join("README.md");
    let readme = fs::read_to_string(&file).expect("README.md");
    let printed = as_printed(&readme, folder.path());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, printed).expect("room for README.md");
    } else {
        similar(&readme, &printed);
    }
}

/// Fails at the first line that differs.
fn similar(readme: &str, printed: &str) {
    for (number, (is, due)) in readme.lines().zip(printed.lines()).enumerate() {
        assert_eq!(is, due, "README.md:{}", number + 1);
    }
    assert_eq!(readme.lines().count(), printed.lines().count());
}
