//! The command line, as an operator uses it: the real program, real files, real processes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use support::{campaign, json, put, text, until};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_atrium-server");
const MEMBER: &str = r#"{"atrium":"1","type":"Member","id":"library","kind":"library","name":{"en":["The library"]},"offers":["read"],"x-kept":true,
    "picture":{"src":"pictures/house.jpg","width":10,"height":5},
    "campaigns":[{"id":"two-skies","href":"campaigns/two-skies.json","title":"Two skies"},{"id":"theirs","member":"museum","href":"../museum/c.json","title":"Theirs"}],
    "exhibits":[{"id":"lost","href":"exhibits/lost.json","title":"Lost"}],
    "challenges":[{"id":"bad","href":"challenges/bad.json","title":"Bad"}]}"#;

/// A folder with a configuration, and a static member beside it.
struct Place {
    folder: TempDir,
    port: u16,
}

impl Place {
    fn new() -> Place {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let place = Place { folder: tempfile::tempdir().unwrap(), port };
        place.put("atrium.toml", &place.configuration("atrium.db"));
        place.put("static/member.json", MEMBER);
        let sections = r#","sections":[{"kind":"list","href":"../lists/books.json"},{"kind":"text","body":{"en":["<a href=\"../lists/books.json\">books</a>"]}}]"#;
        let two = campaign("two-skies", sections).replace("../files/sky.jpg", "../pictures/sky.jpg");
        let two =
            two.replace("\"height\":5", "\"height\":5,\"service\":{\"id\":\"../pictures/sky\",\"profile\":\"level0\"}");
        place.put("static/campaigns/two-skies.json", &two);
        place.put("static/themes/night.json", r##"{"atrium":"1","type":"Theme","id":"night","title":"Night","tokens":{"version":"2025.10","sets":{"base":{"sources":[{}]}},"resolutionOrder":[{"$ref":"#/sets/base"}]}}"##);
        place.put(
            "static/lists/books.json",
            r#"{"atrium":"1","type":"ReadingList","id":"books","title":"Books","works":[{"title":"One"}]}"#,
        );
        place.put("static/challenges/bad.json", &campaign("bad", "").replace("Campaign", "Challenge"));
        place.put("static/pictures/sky.jpg", "sky");
        place.put("static/pictures/sky/info.json", r#"{"id":"https://old.example/sky","profile":"level0"}"#);
        place.put("static/pictures/sky/full/max/0/default.jpg", "tile");
        place.put("static/pictures/house.jpg", "house");
        place
    }

    fn configuration(&self, database: &str) -> String {
        format!(
            "public_url = \"http://127.0.0.1:{0}\"\nlisten = \"127.0.0.1:{0}\"\ndatabase = \"sqlite:{database}\"\n[member]\nid = \"library\"\n",
            self.port
        )
    }

    fn put(&self, name: &str, text: &str) {
        put(&self.path(name), text);
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(words).current_dir(self.folder.path()).env_remove("DATABASE_URL").stdin(Stdio::null());
        command
    }

    /// Runs to the end: whether it went well, and all it wrote.
    fn run(&self, words: &[&str]) -> (bool, String) {
        written(self.command(words).output().unwrap())
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    async fn get(&self, path: &str) -> Option<reqwest::Response> {
        reqwest::get(self.url(path)).await.ok().filter(|answer| answer.status() == 200)
    }

    /// Serves until the handle is dropped.
    async fn serve(&self, words: &[&str]) -> Running {
        let mut all = vec!["serve"];
        all.extend(words);
        let running = Running(self.command(&all).stderr(Stdio::null()).spawn().unwrap());
        until("it answers", || async { self.get("/healthz").await.is_some() }).await;
        running
    }
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn written(output: Output) -> (bool, String) {
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

#[tokio::test]
async fn a_static_member_becomes_a_live_one_and_back() {
    let place = Place::new();
    let (well, said) = place.run(&["import", "static", "--dry-run"]);
    assert!(well && said.contains("would be made: campaigns/two-skies"), "{said}");
    assert!(!place.path("files").exists());
    let (well, said) = place.run(&["import", "static"]);
    assert!(well, "{said}");
    for line in [
        "made: campaigns/two-skies",
        "made: themes/night",
        "made: lists/books",
        "made: challenges/bad",
        "exhibits/lost.json: there is no such file in the folder; member.json links to it.",
        "challenges/bad, /document/goal: ",
        "challenges/bad: is kept as a draft",
        "`../museum/c.json` leads to nothing that is brought",
        "4 files brought",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let (_, again) = place.run(&["import", "static"]);
    assert!(again.contains("0 documents made, 0 changed"), "{again}");

    let running = place.serve(&[]).await;
    let member = json(place.get("/atrium/member.json").await.unwrap()).await;
    assert_eq!((text(&member, "/campaigns/0/id"), text(&member, "/campaigns/1/id")), ("two-skies", "theirs"));
    assert_eq!(text(&member, "/picture/src"), "files/pictures/house.jpg");
    assert!(member.get("x-kept").is_some());
    let two = json(place.get("/atrium/campaigns/two-skies.json").await.unwrap()).await;
    assert_eq!(text(&two, "/picture/src"), "../files/pictures/sky.jpg");
    assert_eq!(text(&two, "/sections/0/href"), "../lists/books.json");
    assert_eq!(place.get("/atrium/files/pictures/sky.jpg").await.unwrap().text().await.unwrap(), "sky");
    assert_eq!(
        place.get("/atrium/files/pictures/sky/full/max/0/default.jpg").await.unwrap().text().await.unwrap(),
        "tile"
    );
    let info = json(place.get("/atrium/files/pictures/sky/info.json").await.unwrap()).await;
    assert_eq!(text(&info, "/id"), place.url("/atrium/files/pictures/sky"));
    assert!(place.get("/atrium/challenges/bad.json").await.is_none(), "a draft is not public");

    // Another one, from the web: its pictures stay where they are.
    let other = Place::new();
    let (well, said) = other.run(&["import", &place.url("/atrium/member.json"), "--pictures", "link"]);
    assert!(well && said.contains("made: campaigns/two-skies") && said.contains("0 files brought"), "{said}");
    let linked = other.serve(&[]).await;
    let two = json(other.get("/atrium/campaigns/two-skies.json").await.unwrap()).await;
    assert_eq!(text(&two, "/picture/src"), place.url("/atrium/files/pictures/sky.jpg"));
    assert_eq!(text(&two, "/theme"), "../themes/night.json");
    drop((running, linked));

    // Back into a folder, which can be imported again.
    let (well, said) = place.run(&["export", "out"]);
    assert!(well, "{said}");
    let exported = std::fs::read_to_string(place.path("out/member.json")).unwrap();
    assert!(exported.contains("\"campaigns/two-skies.json\"") && !exported.contains("participate"), "{exported}");
    assert!(place.path("out/files/pictures/sky/full/max/0/default.jpg").is_file());
    let (well, said) = place.run(&["export", "out"]);
    assert!(!well && said.contains("is not empty"), "{said}");
    let back = Place::new();
    let (well, said) = back.run(&["import", place.path("out").to_str().unwrap()]);
    assert!(well && said.contains("made: campaigns/two-skies") && said.contains("made: themes/night"), "{said}");
}

#[test]
fn an_import_never_leaves_its_folder() {
    let place = Place::new();
    place.put("secret.json", r#"{"atrium":"1","type":"Theme","id":"secret","title":"x","tokens":{}}"#);
    let escaping =
        MEMBER.replace("exhibits/lost.json", "../secret.json").replace("pictures/house.jpg", "../secret.json");
    place.put("static/member.json", &escaping);
    let (well, said) = place.run(&["import", "static"]);
    assert!(well && !said.contains("made: themes/secret"), "{said}");
    assert!(
        !place.path("files/secret.json").exists() && !place.path("secret.json/..").join("files/../secret").exists()
    );
    let (well, said) = place.run(&["import", "static/campaigns"]);
    assert!(!well && said.contains("There is no member.json"), "{said}");
    place.put("static/member.json", &MEMBER.replace("\"id\":\"library\"", "\"id\":\"museum\""));
    let (well, said) = place.run(&["import", "static"]);
    assert!(!well && said.contains("member.id"), "{said}");
}

#[test]
fn check_says_everything_that_is_wrong_at_once() {
    let place = Place::new();
    place.run(&["import", "static"]);
    let alliance = r#"{"atrium":"1","type":"Alliance","id":"a","name":"A","members":[
        {"id":"library","kind":"library","name":"L","href":"https://elsewhere.example/member.json"},
        {"id":"museum","kind":"museum","name":"M","href":"http://127.0.0.1:9/member.json"}]}"#;
    place.put("alliance.json", alliance);
    std::fs::create_dir(place.path("empty")).unwrap();
    let more = "[app]\nfolder = \"empty\"\n[alliance]\nfile = \"alliance.json\"\n[staff]\nsubjects = [\"u1\"]\n";
    place.put("atrium.toml", &(place.configuration("atrium.db") + more));
    std::fs::remove_file(place.path("files/pictures/sky.jpg")).unwrap();
    let (well, said) = place.run(&["check"]);
    assert!(!well, "{said}");
    for sentence in [
        "there is no index.html in",
        "nobody can",
        "campaigns/two-skies: links to /atrium/files/pictures/sky.jpg, and there is nothing.",
        "member.json: links to /museum/c.json, and there is nothing.",
        "The alliance document says that `library` is at https://elsewhere.example/member.json",
        "The member `museum` does not answer",
        "6 things are wrong.",
    ] {
        assert!(said.contains(sentence), "{sentence}\n{said}");
    }
    place.put("atrium.toml", "public_ulr = \"x\"\n");
    let (well, said) = place.run(&["check"]);
    assert!(!well && said.contains("Did you mean `public_url`?") && said.contains("`member.id`"), "{said}");
}

#[tokio::test]
async fn a_token_of_staff_is_said_once_and_can_be_taken_away() {
    let place = Place::new();
    let (well, said) = place.run(&["staff", "add", "Ana", "--token-only"]);
    assert!(well, "{said}");
    let token = said.trim().to_owned();
    let (well, said) = place.run(&["staff", "add", "Ana"]);
    assert!(!well && said.contains("--again"), "{said}");
    let (_, listed) = place.run(&["staff", "list"]);
    assert!(listed.contains("Ana") && !listed.contains(&token));
    let _running = place.serve(&[]).await;
    let ask = || async {
        let client = reqwest::Client::new();
        client.get(place.url("/atrium/publish/member")).bearer_auth(&token).send().await.unwrap().status().as_u16()
    };
    assert_eq!(ask().await, 200);
    let (well, said) = place.run(&["staff", "remove", "Ana"]);
    assert!(well, "{said}");
    assert_eq!(ask().await, 401, "at once, while the server runs");
    assert!(!place.run(&["staff", "remove", "Ana"]).0);
}

/// The life of a database.
async fn epoch(file: &Path) -> String {
    let store = atrium_server::store::Store::existing(&format!("sqlite:{}", file.display())).await.ok().unwrap();
    let epoch = "SELECT value FROM installation WHERE name = 'epoch'";
    let epoch = sqlx::query_scalar(epoch).fetch_one(store.read()).await.unwrap();
    store.close().await;
    epoch
}

#[tokio::test]
async fn a_backup_of_a_running_server_is_whole() {
    let place = Place::new();
    place.run(&["import", "static"]);
    let running = place.serve(&[]).await;
    let (well, said) = place.run(&["backup", "copy.db"]);
    assert!(well && said.contains("copy.db"), "{said}");
    assert!(!place.run(&["backup", "copy.db"]).0, "nothing is written over");
    // Nobody else reads either of them, and nothing half written lies beside.
    #[cfg(unix)]
    for name in ["atrium.db", "atrium.db-wal", "copy.db"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(place.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    assert!(!place.path("copy.db.part").exists());
    // Where the copy is put back, devices that heard more begin again.
    assert_ne!(epoch(&place.path("atrium.db")).await, epoch(&place.path("copy.db")).await);
    let before = epoch(&place.path("copy.db")).await;
    drop(running);
    place.put("atrium.toml", &place.configuration("copy.db"));
    let (well, said) = place.run(&["restored"]);
    assert!(well && epoch(&place.path("copy.db")).await != before, "{said}");
    let _running = place.serve(&[]).await;
    assert!(place.get("/atrium/campaigns/two-skies.json").await.is_some());
    let (well, said) = written(
        place
            .command(&["backup", "pg.dump"])
            .env("DATABASE_URL", "postgres://nobody:secret@127.0.0.1:9/none")
            .output()
            .unwrap(),
    );
    assert!(!well && !said.contains("secret"), "a password is not shown: {said}");
}

#[tokio::test]
async fn what_another_process_publishes_is_seen() {
    let place = Place::new();
    place.run(&["import", "static"]);
    let _running = place.serve(&[]).await;
    let changed = std::fs::read_to_string(place.path("static/campaigns/two-skies.json")).unwrap();
    place.put("static/campaigns/two-skies.json", &changed.replace("Look up.", "Look down."));
    let (well, said) = place.run(&["import", "static"]);
    assert!(well && said.contains("changed: campaigns/two-skies"), "{said}");
    until("the new text is served", || async {
        let text = place.get("/atrium/campaigns/two-skies.json").await.unwrap().text().await.unwrap();
        text.contains("Look down.")
    })
    .await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn it_stops_when_it_is_told_to_and_logs_nothing_of_anybody() {
    let place = Place::new();
    place.put("atrium.toml", &(place.configuration("atrium.db") + "[log]\nformat = \"json\"\nlevel = \"trace\"\n"));
    let mut child = place.command(&["serve"]).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap());
    until("it answers", || async { place.get("/healthz").await.is_some() }).await;
    let client = reqwest::Client::new();
    let made = client
        .post(place.url("/atrium/patron/accounts?secret=query"))
        .header("atrium-client", "1")
        .header("user-agent", "Somebody/1.0");
    let made = made.send().await.unwrap();
    assert_eq!(made.status(), 201);
    let account = text(&json(made).await, "/account").to_owned();
    place.get("/atrium/member.json?from=somewhere").await.unwrap();
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let log: Vec<String> = lines.lines().map(Result::unwrap).collect();
    assert!(child.wait().unwrap().success());
    assert!(log.iter().all(|line| line.starts_with('{') && atrium_contract::json::parse(line).is_ok()), "{log:#?}");
    let all = log.join("\n");
    assert!(all.contains("\"message\":\"ready\"") && all.contains("\"message\":\"stopped\""), "{all}");
    for nobody in ["secret=query", "from=somewhere", "Somebody/1.0", account.as_str()] {
        assert!(!all.contains(nobody), "{nobody}: {all}");
    }
}

#[tokio::test]
async fn it_does_not_outlive_who_started_it() {
    let place = Place::new();
    let mut child =
        place.command(&["serve", "--with-parent"]).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    until("it answers", || async { place.get("/healthz").await.is_some() }).await;
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn help_reads_well_and_every_key_is_documented() {
    let place = Place::new();
    let (well, help) = place.run(&["--help"]);
    assert!(well);
    for verb in ["serve", "check", "import", "export", "staff", "board", "backup", "restored", "migrate"] {
        assert!(help.contains(&format!("\n  {verb}")), "{verb}\n{help}");
        assert!(place.run(&[verb, "--help"]).0, "{verb}");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let example = std::fs::read_to_string(folder.join("atrium.example.toml")).unwrap();
    for key in atrium_server::config::KEYS {
        assert!(readme.contains(&format!("`{}`", key.path)), "README.md says nothing of {}", key.path);
        let name = key.path.rsplit('.').next().unwrap();
        let lines = example.lines().map(|line| line.trim_start_matches('#'));
        assert!(lines.clone().any(|line| line.starts_with(&format!("{name} = "))), "the example has no {}", key.path);
    }
    let (well, said) = place.run(&["migrate"]);
    assert!(well && place.path("atrium.db").is_file(), "{said}");
    let (well, said) = place.run(&["board", "minutes", "--hide", "Nobody"]);
    assert!(!well && said.contains("nothing was changed"), "{said}");
}

#[test]
fn a_mistyped_database_is_not_made_and_not_backed_up() {
    let place = Place::new();
    place.run(&["import", "static"]);
    let verbs: [&[&str]; 5] =
        [&["backup", "copy.db"], &["staff", "list"], &["staff", "remove", "Ana"], &["export", "out"], &["check"]];
    place.put("atrium.toml", &place.configuration("artium.db"));
    for words in verbs {
        let (well, said) = place.run(words);
        assert!(!well && said.contains("There is no database") && said.contains("artium.db"), "{words:?}: {said}");
        assert!(said.contains("atrium-server migrate"), "{words:?}: {said}");
    }
    // A database of something else stays as it is, to the byte; so does a file that is none.
    for content in
        ["", "not a database, and long enough to be looked at as one: that takes some 100 bytes in its header"]
    {
        place.put("artium.db", content);
        for words in verbs {
            let (well, said) = place.run(words);
            assert!(!well && !said.contains("Nothing is wrong"), "{words:?}: {said}");
            assert_eq!(std::fs::read_to_string(place.path("artium.db")).unwrap(), content, "{words:?}");
        }
    }
    assert!(!place.path("copy.db").exists() && !place.path("out").exists());
    let names = std::fs::read_dir(place.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.filter(|name| name.to_str().unwrap().starts_with("artium")).count(), 1);
    place.put("atrium.toml", &place.configuration("atrium.db"));
    for words in [verbs[0], verbs[1], verbs[3]] {
        let (well, said) = place.run(words);
        assert!(well, "{words:?}: {said}");
    }
}

#[tokio::test]
async fn tables_of_an_older_version_are_backed_up_as_they_are() {
    let place = Place::new();
    place.run(&["import", "static"]);
    let older = || async {
        sqlx::any::install_default_drivers();
        let address = format!("sqlite:{}", place.path("atrium.db").display());
        <sqlx::AnyConnection as sqlx::Connection>::connect(&address).await.unwrap()
    };
    let last = "DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)";
    sqlx::query(last).execute(&mut older().await).await.unwrap();
    let count = || async {
        let count = sqlx::query_scalar("SELECT COUNT(*) FROM _sqlx_migrations");
        let count: i64 = count.fetch_one(&mut older().await).await.unwrap();
        count
    };
    let before = count().await;
    let (well, said) = place.run(&["backup", "copy.db"]);
    assert!(well, "{said}");
    for words in [["staff", "list"].as_slice(), &["export", "out"], &["check"]] {
        let (well, said) = place.run(words);
        assert!(!well && said.contains("older version") && said.contains("atrium-server migrate"), "{words:?}: {said}");
    }
    assert_eq!(count().await, before, "no table was brought up to date");
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_told_and_not_died_of() {
    use std::os::unix::ffi::OsStrExt;
    let odd = std::ffi::OsStr::from_bytes(b"caf\xe9");
    let place = Place::new();
    let (well, said) = written(place.command(&["migrate"]).env("SOMEBODYS", odd).output().unwrap());
    assert!(well, "{said}");
    for name in ["ATRIUM_PUBLIC_URL", "DATABASE_URL"] {
        let (well, said) = written(place.command(&["migrate"]).env(name, odd).output().unwrap());
        assert!(!well && said.contains(&format!("`{name}`: is not UTF-8")), "{said}");
    }
}
