// What the tests say to the backend in its configuration file.

import path from 'node:path';

/** The file's text. */
export function configuration({ port, home, origins, more }) {
  const lines = [
    `listen = "127.0.0.1:${port}"`,
    `public_url = "http://127.0.0.1:${port}/"`,
    `front_doors = ${JSON.stringify(origins)}`,
    `database = ${JSON.stringify(`sqlite:${path.join(home, 'atrium.sqlite')}`)}`,
    // However many devices a test has, they are all at one address, and they write as fast as they can.
    'accounts_per_hour = 0',
    'writes_per_minute = 0',
    ...Object.entries(more).map(([key, value]) => `${key} = ${JSON.stringify(value)}`),
    '[member]',
    'id = "city-library"',
  ];
  return `${lines.join('\n')}\n`;
}
