// Derives views of openapi.yaml for a contract tester that knows one media type for each request and response, and sends whatever the
// schemas allow. A view is a part of the document, never more than it: node views.mjs openapi.yaml FOLDER
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import YAML from 'yaml';

const [source, folder] = process.argv.slice(2);
const text = readFileSync(source, 'utf8');

// what a view has: operations that send and answer these media types, or only some of those; and what else it says of them
const views = {
  json: {
    sends: ['application/json', 'application/merge-patch+json'], answers: 'application/json',
    without: ['openApiJson', 'metrics', 'importUsers', 'callRoll', 'callRollOf'],
    alter(operations) {
      drop(operations.listUsers, 'format', 'formulas', 'after');
      delete operations.putUser.responses['201'];
    },
    id: 'checked',
  },
  'calls-of-many': {
    sends: [], answers: 'application/json', only: ['callRoll'],
    alter({callRoll}) {
      drop(callRoll, 'ids', 'roster', 'require', 'format');
      require(callRoll, 'count');
    },
  },
  'calls-of-a-roster': {
    sends: ['application/json'], answers: 'application/json', only: ['callRollOf'],
    alter({callRollOf}) {
      drop(callRollOf, 'require');
    },
  },
  creation: {
    sends: ['application/json'], answers: 'application/json', only: ['putUser'],
    alter({putUser}) {
      delete putUser.responses['200'];
      sendTheExample(putUser);
    },
  },
  removal: {sends: [], answers: undefined, only: ['deleteUser'], id: 'removed'},
  csv: {
    sends: [], answers: 'text/csv',
    alter({listUsers, listRemoteUsers, callRoll}) {
      require(listRemoteUsers, 'format', ['csv']);
      accept(listRemoteUsers, 'text/csv');
      drop(listUsers, 'limit', 'after', 'total');
      require(listUsers, 'format', ['csv']);
      accept(listUsers, 'text/csv');
      drop(callRoll, 'ids', 'roster', 'require');
      require(callRoll, 'count');
      require(callRoll, 'format', ['csv']);
      accept(callRoll, 'text/csv');
    },
  },
  'csv-imports': {
    sends: ['text/csv'], answers: 'application/json', only: ['importUsers'],
    alter({importUsers}) {
      dropColumns(importUsers);
      sendTheExample(importUsers);
    },
  },
  lines: {
    sends: ['application/x-ndjson'], answers: 'application/x-ndjson',
    alter(operations) {
      drop(operations.listUsers, 'limit', 'after', 'total', 'formulas');
      require(operations.listUsers, 'format', ['ndjson']);
      drop(operations.listRemoteUsers, 'format', 'formulas');
      accept(operations.listUsers, 'application/x-ndjson');
      drop(operations.callRoll, 'ids', 'roster', 'require', 'format');
      require(operations.callRoll, 'count');
      accept(operations.callRoll, 'application/x-ndjson');
      drop(operations.callRollOf, 'require');
      sendTheExample(operations.callRollOf);
    },
  },
  'line-imports': {
    sends: ['application/x-ndjson'], answers: 'application/json', only: ['importUsers'],
    alter({importUsers}) {
      dropColumns(importUsers);
      sendTheExample(importUsers);
    },
  },
  events: {
    sends: ['application/json'], answers: 'text/event-stream',
    alter(operations) {
      drop(operations.callRoll, 'count', 'roster', 'require', 'format');
      require(operations.callRoll, 'ids');
      accept(operations.callRoll, 'text/event-stream');
      drop(operations.callRollOf, 'require');
      accept(operations.callRollOf, 'text/event-stream');
    },
  },
  metrics: {sends: [], answers: 'text/plain'},
  pages: {
    sends: [], answers: 'text/html', id: 'checked', without: ['signInPage', 'signOut'],
    alter({indexPage, usersPage, problemPage, docsPage}) {
      drop(indexPage, 'after', 'column'); // which attributes there are, the settings say
      drop(usersPage, 'count', 'roster');
      named(usersPage, 'ids').schema = {type: 'string', maxLength: 128}; // empty counts as none
      require(problemPage, 'slug', ['unknown-user']);
      require(docsPage, 'page', ['settings']);
    },
  },
};

for (const [name, view] of Object.entries(views)) {
  const document = YAML.parse(text);
  const operations = part(document, view);
  view.alter?.(operations);
  writeFileSync(join(folder, `${name}.yaml`), YAML.stringify(document, {aliasDuplicateObjects: false}));
}

// leaves the operations that the view has, and returns them by their ids
function part(document, view) {
  const operations = {};
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (method === 'parameters') continue;
      if (!dependsOnRuns(path) && isIn(document, operation, view)) {
        narrow(document, item, operation, view);
        operations[operation.operationId] = operation;
      } else {
        delete item[method];
      }
    }
    delete item.parameters;
    delete document.paths[path];
    if (Object.keys(item).length > 0) document.paths[view.id ? path.replace('{id}', view.id) : path] = item;
  }
  delete document.components.securitySchemes;
  simplify(document);
  for (const body of ['UserBody', 'UserPatch']) delete document.components.schemas[body].properties.id;
  return operations;
}

// what can be asked and decided of a run depends on what happened to it before, and a tester that knows no order can't do that: OpenApiTest has
// each outcome
function dependsOnRuns(path) {
  return path.includes('/reconciliations');
}

function isIn(document, operation, view) {
  if (view.only && !view.only.includes(operation.operationId)) return false;
  if (view.without?.includes(operation.operationId)) return false;
  const sent = Object.keys(operation.requestBody?.content ?? {});
  const answered = Object.keys(resolved(document, success(operation)).content ?? {});
  return (sent.length === 0 || sent.some(type => view.sends.includes(type))) &&
      (!view.answers || answered.includes(view.answers));
}

function success(operation) {
  return ['200', '202', '204', '303'].map(status => operation.responses[status]).find(response => response);
}

// leaves the media types that the view has, and of lists in a parameter, which the tester doesn't join, one element
function narrow(document, item, operation, view) {
  const content = operation.requestBody?.content;
  if (content) keep(content, view.sends);
  // whether a precondition holds depends on what happened before, and so does 304
  operation.parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
      .map(parameter => structuredClone(resolved(document, parameter)))
      .map(parameter => parameter.explode === false ? {...parameter, schema: parameter.schema.items} : parameter)
      .filter(parameter => !parameter.name.startsWith('If-') && !(view.id && parameter.name === 'id'));
  for (const [status, response] of Object.entries(operation.responses)) {
    const whole = structuredClone(resolved(document, response));
    if (whole.content) keep(whole.content, Number(status) < 300 ? [view.answers] : ['application/problem+json']);
    operation.responses[status] = whole;
  }
  delete operation.security; // nobody needs to sign in
  for (const status of ['304', '401', '405', 'default']) delete operation.responses[status];
}

function keep(content, types) {
  for (const type of Object.keys(content)) {
    if (!types.includes(type)) delete content[type];
  }
}

function resolved(document, node) {
  return node.$ref ? node.$ref.slice(2).split('/').reduce((place, name) => place[name], document) : node;
}

// what the tester can't know: which texts have no control characters, which durations are short enough, and that an id in a body is that
// of the path
function simplify(node) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.pattern === 'string' && node.pattern.includes('\\u0000')) delete node.pattern;
  if (typeof node.pattern === 'string' && node.pattern.startsWith('^P')) {
    delete node.pattern;
    node.enum = ['PT0.5S', 'PT1S'];
  }
  if (node.$ref) delete node.description;
  Object.values(node).forEach(simplify);
}

function drop(operation, ...names) {
  operation.parameters = operation.parameters.filter(parameter => !names.includes(parameter.name));
}

// whether they are right depends on the file
function dropColumns(operation) {
  drop(operation, 'charset', ...operation.parameters.map(({name}) => name).filter(name => name.startsWith('map.')));
}

function require(operation, name, values) {
  const parameter = named(operation, name);
  parameter.required = true;
  if (values) parameter.schema.enum = values;
}

function named(operation, name) {
  return operation.parameters.find(parameter => parameter.name === name);
}

function accept(operation, type) {
  operation.parameters.push({name: 'Accept', in: 'header', required: true, schema: {type: 'string', enum: [type]}});
}

// a text has a grammar that its schema can't tell
function sendTheExample(operation) {
  for (const media of Object.values(operation.requestBody.content)) {
    if (typeof media.example === 'string') {
      media.schema = {type: 'string', enum: [media.example]};
    } else {
      const properties = Object.entries(media.example).map(([name, value]) => [name, {type: typeof value, enum: [value]}]);
      media.schema = {...media.schema, type: 'object', required: Object.keys(media.example), properties: Object.fromEntries(properties)};
    }
  }
}
