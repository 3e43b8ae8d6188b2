// Checks manifests against the schemas of the Kubernetes API, in which a field that isn't known is wrong, too: node check.mjs FILE
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

// The schemas let unknown fields pass, but their validators never look at one: so these are the fields that nobody has read.
function watched(value, path, unread) {
    if (value === null || typeof value !== 'object') return value;
    const copy = Array.isArray(value) ? [] : {};
    for (const [key, inner] of Object.entries(value)) {
        const name = `${path}/${key}`;
        const seen = watched(inner, name, unread);
        unread.add(name);
        Object.defineProperty(copy, key, {
            enumerable: true,
            get() {
                unread.delete(name);
                return seen;
            },
        });
    }
    return copy;
}

for (const document of parseAllDocuments(readFileSync(process.argv[2], 'utf8'))) {
    if (document.errors.length > 0) throw document.errors[0];
    const manifest = document.toJS();
    const name = `${manifest.apiVersion} ${manifest.kind} ${manifest.metadata.name}`;
    const unread = new Set();
    const { [manifest.kind]: Kind } = await import(`kubernetes-models/${manifest.apiVersion}/${manifest.kind}`);
    Kind.prototype.validate.call(watched(manifest, '', unread));
    if (unread.size > 0) throw new Error(`${name}: unknown fields: ${[...unread].join(', ')}`);
    console.log(`${name}: valid`);
}
