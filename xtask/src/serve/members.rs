//! The demo alliance with two of its members live: their documents as the backend imports them, the others as static files
//! beside them, and the one document all of it starts from.

use std::path::{Path, PathBuf};

use crate::demo;
use crate::files;
use crate::problem::Done;
use crate::project::Project;

/// A member that is a backend of its own.
pub struct Live {
    /// Its id in the demo alliance.
    pub id: &'static str,
    /// Scheme, host and port, without a slash at the end.
    pub origin: String,
    /// The port it listens at.
    pub port: u16,
}

/// Where everything of this run lies.
pub struct Places {
    /// The folder of all of it.
    pub root: PathBuf,
    /// Members that stay static files, as the first backend serves them.
    pub demo: PathBuf,
    /// The alliance document.
    pub alliance: PathBuf,
}

impl Places {
    /// The folder of a live member: its configuration, its database, its files.
    pub fn of(&self, member: &Live) -> PathBuf {
        self.root.join(member.id)
    }

    /// What a live member is imported from.
    pub fn source(&self, member: &Live) -> PathBuf {
        self.root.join("source").join(member.id)
    }
}

/// The two members that are live: one on the app's own host, one on another.
pub fn live(port: u16) -> [Live; 2] {
    let next = port.saturating_add(1);
    [
        Live { id: "planetarium", origin: format!("http://127.0.0.1:{port}"), port },
        Live { id: "city-library", origin: format!("http://localhost:{next}"), port: next },
    ]
}

/// Lays everything out. Answers whether databases of an earlier run are still of this day's demo.
pub fn lay_out(project: &Project, live: &[Live]) -> Done<(Places, bool)> {
    let root = project.target.join("serve");
    let places = Places { demo: root.join("demo"), alliance: root.join("cultural-alliance.json"), root };
    let made = demo::folder(project);
    let origins: Vec<&str> = live.iter().map(|member| member.origin.as_str()).collect();
    let stamp = format!("{} {}", demo::stamp(project), origins.join(" "));
    let kept = places.root.join("made-of");
    let same = files::read_text(&kept).is_ok_and(|before| before == stamp);
    if !same {
        files::remove(&places.root)?;
    }
    for folder in ["demo", "source"] {
        files::remove(&places.root.join(folder))?;
    }
    let home = live.first().map(|member| member.origin.clone()).unwrap_or_default();
    for file in files::list(&made)? {
        let url = files::url(&file, &made);
        let owner = url.split('/').next().unwrap_or_default();
        let to = match live.iter().find(|member| member.id == owner) {
            Some(_) => places.root.join("source").join(&url),
            None if url == ".well-known/cultural-alliance.json" => places.alliance.clone(),
            None => places.demo.join(&url),
        };
        if url.ends_with(".json") && !url.ends_with("/info.json") {
            files::write(&to, linked(&files::read_text(&file)?, owner, live, &home))?;
        } else {
            files::link(&file, &to)?;
        }
    }
    files::write(&kept, stamp)?;
    Ok((places, same))
}

/// A document whose links out of its member's folder are whole: to where the live members are, or to the static files.
fn linked(text: &str, owner: &str, live: &[Live], home: &str) -> String {
    let mut text = text.to_owned();
    for up in ["../../", "../"] {
        for member in live.iter().filter(|member| member.id != owner) {
            let from = format!("\"{up}{}/", member.id);
            text = text.replace(&format!("{from}pictures/"), &format!("\"{}/atrium/files/pictures/", member.origin));
            text = text.replace(&from, &format!("\"{}/atrium/", member.origin));
        }
        for other in ["maritime-museum", "university-library", "themes"] {
            // Among static files a relative link stays one, but for the alliance document, which moves.
            if live.iter().any(|member| member.id == owner) || owner == ".well-known" {
                let own = other == "themes" && owner != ".well-known";
                let from = format!("\"{up}{other}/");
                // `../themes/` of a member is the member's own folder.
                if !own {
                    text = text.replace(&from, &format!("\"{home}/demo/{other}/"));
                }
            }
        }
    }
    text
}

/// The configuration of a live member.
pub fn configuration(member: &Live, live: &[Live], places: &Places, dist: &Path) -> String {
    let first = live.first().is_some_and(|first| first.id == member.id);
    let home = live.first().map(|first| first.origin.clone()).unwrap_or_default();
    let quoted = |path: &Path| serde_json::Value::from(path.display().to_string()).to_string();
    let mut text = format!(
        "public_url = \"{}\"\nlisten = \"127.0.0.1:{}\"\ndatabase = \"sqlite:atrium.db\"\n",
        member.origin, member.port
    );
    if !first {
        text.push_str(&format!("front_doors = [\"{home}\"]\n"));
    }
    text.push_str(&format!("\n[member]\nid = \"{}\"\n", member.id));
    if first {
        text.push_str(&format!(
            "\n[app]\nfolder = {}\n\n[alliance]\nfile = {}\n",
            quoted(dist),
            quoted(&places.alliance)
        ));
        text.push_str(&format!("\n[[mount]]\npath = \"/demo/\"\nfolder = {}\n", quoted(&places.demo)));
    } else {
        text.push_str(&format!("\n[alliance]\nhref = \"{home}/.well-known/cultural-alliance.json\"\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_between_members_lead_to_where_they_are_now() {
        let live = live(8080);
        let (planetarium, library) = ("http://127.0.0.1:8080/atrium/", "http://localhost:8081/atrium/");
        for (owner, before, after) in [
            ("planetarium", "\"../themes/two-skies.json\"", "\"../themes/two-skies.json\"".to_owned()),
            ("planetarium", "\"../exhibits/x.json\"", "\"../exhibits/x.json\"".to_owned()),
            ("planetarium", "\"../../city-library/lists/l.json\"", format!("\"{library}lists/l.json\"")),
            (
                "city-library",
                "\"../../maritime-museum/exhibits/n.json\"",
                "\"http://127.0.0.1:8080/demo/maritime-museum/exhibits/n.json\"".to_owned(),
            ),
            ("university-library", "\"../planetarium/themes/t.json\"", format!("\"{planetarium}themes/t.json\"")),
            (
                "university-library",
                "\"../planetarium/pictures/p/full/1,1/0/default.jpg\"",
                format!("\"{planetarium}files/pictures/p/full/1,1/0/default.jpg\""),
            ),
            ("university-library", "\"../maritime-museum/x.json\"", "\"../maritime-museum/x.json\"".to_owned()),
            (".well-known", "\"../planetarium/member.json\"", format!("\"{planetarium}member.json\"")),
            (".well-known", "\"../themes/house.json\"", "\"http://127.0.0.1:8080/demo/themes/house.json\"".to_owned()),
        ] {
            assert_eq!(linked(before, owner, &live, "http://127.0.0.1:8080"), after, "{owner}: {before}");
        }
    }

    #[test]
    fn the_first_holds_the_app_and_the_second_knows_its_front_door() {
        let live = live(8080);
        let places = Places { root: "/t".into(), demo: "/t/demo".into(), alliance: "/t/a.json".into() };
        let text = |member: &Live| configuration(member, &live, &places, Path::new("/d"));
        assert!(text(&live[0]).contains("folder = \"/d\"") && text(&live[0]).contains("path = \"/demo/\""));
        assert!(text(&live[1]).contains("front_doors = [\"http://127.0.0.1:8080\"]"));
        assert!(text(&live[1]).contains("href = \"http://127.0.0.1:8080/.well-known/cultural-alliance.json\""));
    }
}
