// Administers a Keycloak whose administrator is admin, with the password admin: node keycloak.mjs ADDRESS COMMAND [ARGUMENT…]
//   setup USERS SECONDS   makes the realm acme with so many users, of whom every fifth is disabled, and the client rollcall, which may view
//                         users and whose tokens live so long
//   disable ID, delete ID changes a user
//   people ROLLCALL       makes the realm people, by which people sign in to the Rollcall at that address: ada may read and write, bob nothing;
//                         and the client sync, a program that may read, with access tokens for rollcall-api
//   forbid, permit        takes from the client what it may do, and gives it back
const [address, command, ...args] = process.argv.slice(2);
const realm = `${address}/admin/realms/acme`;

// the ids of users are known beforehand: UUIDs that end in their numbers
const id = number => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const token = await (async () => {
  const body = new URLSearchParams({grant_type: 'password', client_id: 'admin-cli', username: 'admin', password: 'admin'});
  const response = await fetch(`${address}/realms/master/protocol/openid-connect/token`, {method: 'POST', body});
  return (await response.json()).access_token;
})();

async function send(method, uri, body) {
  const headers = {Authorization: `Bearer ${token}`, 'Content-Type': 'application/json'};
  const response = await fetch(uri, {method, headers, body: body && JSON.stringify(body)});
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${uri}: ${response.status} ${text}`);
  }
  return text ? JSON.parse(text) : undefined;
}

async function setup(count, seconds) {
  const users = Array.from({length: Number(count)}, (_, i) => i + 1).map(number => ({
    id: id(number),
    username: `user${number}`,
    firstName: 'First',
    lastName: `Last ${number}`,
    email: `user${number}@example.org`,
    enabled: number % 5 !== 0,
  }));
  const service = {
    username: 'service-account-rollcall', serviceAccountClientId: 'rollcall', enabled: true,
    clientRoles: {'realm-management': ['view-users']},
  };
  const client = {clientId: 'rollcall', secret: 's3cret', serviceAccountsEnabled: true, standardFlowEnabled: false};
  await send('POST', `${address}/admin/realms`, {
    realm: 'acme', enabled: true, accessTokenLifespan: Number(seconds), clients: [client], users: [...users, service],
  });
}

// what the client may do is a role of its service account
async function role(method) {
  const only = async query => (await send('GET', `${realm}/${query}`))[0].id;
  const account = (await send('GET', `${realm}/clients/${await only('clients?clientId=rollcall')}/service-account-user`)).id;
  const management = await only('clients?clientId=realm-management');
  const viewer = await send('GET', `${realm}/clients/${management}/roles/view-users`);
  await send(method, `${realm}/users/${account}/role-mappings/clients/${management}`, [viewer]);
}

async function people(rollcall) {
  const role = name => ({name});
  const user = (username, realmRoles) => ({
    username, realmRoles, enabled: true, email: `${username}@example.org`, emailVerified: true, firstName: username, lastName: 'Example',
    credentials: [{type: 'password', value: 'geheim', temporary: false}],
  });
  const browser = {
    clientId: 'rollcall', secret: 's3cret', redirectUris: [`${rollcall}/sign-in/back`],
    attributes: {'post.logout.redirect.uris': `${rollcall}/sign-in`, 'pkce.code.challenge.method': 'S256'},
  };
  const audience = {
    name: 'audience', protocol: 'openid-connect', protocolMapper: 'oidc-audience-mapper',
    config: {'included.custom.audience': 'rollcall-api', 'access.token.claim': 'true'},
  };
  const program = {
    clientId: 'sync', secret: 's3cret', serviceAccountsEnabled: true, standardFlowEnabled: false, protocolMappers: [audience],
  };
  const stranger = {clientId: 'stranger', secret: 's3cret', serviceAccountsEnabled: true, standardFlowEnabled: false};
  await send('POST', `${address}/admin/realms`, {
    realm: 'people', enabled: true, clients: [browser, program, stranger],
    roles: {realm: [role('rollcall-read'), role('rollcall-write')]},
    users: [
      user('ada', ['rollcall-read', 'rollcall-write']), user('bob', []),
      {username: 'service-account-sync', serviceAccountClientId: 'sync', enabled: true, realmRoles: ['rollcall-read']},
      {username: 'service-account-stranger', serviceAccountClientId: 'stranger', enabled: true, realmRoles: ['rollcall-read']},
    ],
  });
}

const commands = {
  setup,
  people,
  disable: user => send('PUT', `${realm}/users/${user}`, {enabled: false}),
  delete: user => send('DELETE', `${realm}/users/${user}`),
  forbid: () => role('DELETE'),
  permit: () => role('POST'),
};
await commands[command](...args);
