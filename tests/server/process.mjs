// The reference backend as a process of its own: started with a configuration of the test's, asked whether it is well, stopped, killed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { configuration } from './configuration.mjs';

/** The program under test. */
export const PROGRAM = process.env.ATRIUM_SERVER;

/** The app's origin as the backend knows it: the one every client here names. */
export const FRONT_DOOR = 'http://front-door.test';

/** A port nobody listens on. */
export async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A folder that is gone after the test. */
export async function folder(t) {
  const made = await mkdtemp(path.join(tmpdir(), 'atrium-'));
  t?.after(() => rm(made, { recursive: true, force: true }));
  return made;
}

/**
 * A member's backend over a database, with the documents of a folder in it.
 * `database` is an address of PostgreSQL, or left out for a file of its own; `origins` are the front doors it knows.
 */
export class Backend {
  constructor({ port, home, database, program = PROGRAM, origins = [FRONT_DOOR], more = {} }) {
    Object.assign(this, { port, home, database, program, origins, more, log: '' });
    this.url = `http://127.0.0.1:${port}/`;
  }

  /** The path of the member's document, and its address. */
  memberPath = 'atrium/member.json';

  get member() {
    return new URL(this.memberPath, this.url).href;
  }

  /** What everything of the API stands below. */
  get api() {
    return new URL('atrium', this.url).href;
  }

  /** A new token of staff. */
  async staff(name) {
    return (await this.run('staff', 'add', name, '--token-only')).trim();
  }

  /** Writes the configuration and brings the documents of a static member in. */
  static async prepare(t, { member, ...options } = {}) {
    const home = options.home ?? await folder(t);
    const backend = new Backend({ port: await freePort(), ...options, home });
    await mkdir(home, { recursive: true });
    backend.file = path.join(home, `atrium-${backend.port}.toml`);
    await writeFile(backend.file, configuration(backend));
    t?.after(() => backend.kill());
    if (member) await backend.run('import', member);
    return backend;
  }

  /** Runs a verb to its end, and gives what it prints. */
  async run(...words) {
    const child = this.#spawn(words);
    let said = '';
    child.stdout.on('data', (text) => { said += text; });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}:\n${said}\n${this.log}`);
    return said;
  }

  /** Starts to serve, and waits until it says that it is well. */
  async start() {
    this.child = this.#spawn(['serve']);
    const gone = once(this.child, 'close').then(([code, signal]) => { this.ended = code ?? signal; });
    for (;;) {
      const well = await fetch(new URL('healthz', this.url)).then((answer) => answer.ok, () => false);
      if (well) return this;
      const over = await Promise.race([gone.then(() => true), pause(20).then(() => false)]);
      if (over) throw new Error(`the backend ended with ${this.ended}:\n${this.log}`);
    }
  }

  /** Kills it as a power cut would; nothing is said to it. */
  async kill() {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop, and waits until it has. */
  async stop() {
    await this.#end('SIGTERM');
    return this.ended;
  }

  async #end(signal) {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const [code, by] = await once(child, 'close');
    this.ended = code ?? by;
  }

  #spawn(words) {
    const [verb, ...rest] = words;
    // What is said to the tests is not said to the backend, which would refuse words it does not know.
    const of = Object.entries(process.env).filter(([name]) => !name.startsWith('ATRIUM_') && name !== 'DATABASE_URL');
    const environment = { ...Object.fromEntries(of), ...this.database && { DATABASE_URL: this.database } };
    const child = spawn(this.program, [verb, '--config', this.file, ...rest], { cwd: this.home, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr.on('data', (text) => { this.log = (this.log + text).slice(-20_000); });
    return child;
  }
}
