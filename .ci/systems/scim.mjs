// A SCIM 2.0 server by SCIMMY with so many users, u1 and so on, of whom every fifth is inactive: node scim.mjs USERS. It prints its
// address. Requests need the bearer token s3cret.
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

const users = new Map();
for (let i = 1; i <= Number(process.argv[2]); i++) {
  users.set(`u${i}`, {
    id: `u${i}`,
    userName: `user${i}`,
    name: {givenName: 'First', familyName: `Last ${i}`},
    emails: [{value: `home${i}@example.net`, type: 'home'}, {value: `work${i}@example.org`, type: 'work', primary: true}],
    active: i % 5 !== 0,
    meta: {resourceType: 'User'},
  });
}

SCIMMY.Resources.declare(SCIMMY.Resources.User).egress(resource => {
  if (resource.id) {
    const user = users.get(resource.id);
    if (!user) {
      throw new SCIMMY.Types.Error(404, null, `Resource ${resource.id} not found`);
    }
    return user;
  }
  const all = [...users.values()];
  return resource.filter ? resource.filter.match(all) : all;
});

const app = express();
app.use('/scim/v2', new SCIMMYRouters({
  type: 'bearer',
  handler(request) {
    if (request.header('Authorization') !== 'Bearer s3cret') {
      throw new Error('the token is wrong');
    }
    return 'rollcall';
  },
}));
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/scim/v2`));
