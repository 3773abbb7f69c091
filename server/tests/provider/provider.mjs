// The certified provider `oidc-provider`, with one client and its own pages to sign in. It says the port it listens at.
//
// Arguments: the address a browser is sent back to. Whoever signs in as `curator` has the claim `groups: ["curators"]`.

import Provider from 'oidc-provider';

const [, , back] = process.argv;
const configuration = {
  clients: [{ client_id: 'atrium', client_secret: 'a secret of the tests', redirect_uris: [back], token_endpoint_auth_method: 'client_secret_basic' }],
  pkce: { required: () => true },
  claims: { openid: ['sub', 'groups'] },
  conformIdTokenClaims: false,
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, groups: id === 'curator' ? ['curators'] : [] }) }),
  cookies: { keys: ['tests'] },
};

// Its own address is in everything it says, so it is told the port first.
const { createServer } = await import('node:http');
const server = createServer((request, response) => handle(request, response));
let handle = (_, response) => response.end();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  handle = new Provider(issuer, configuration).callback();
  console.log(issuer);
});
