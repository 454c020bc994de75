// What was submitted without a network waits here, in the browser's database, for the person who submitted it.
// Each entry carries its command key: however often it is sent, the server carries it out once.
const NAME = 'jiangong';
const STORE = 'queue';
const PATIENCE = 20_000;

export const newKey = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map((byte, at) => ([4, 6, 8, 10].includes(at) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
};

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'key' });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const keep = (entry) => within('readwrite', (store) => store.put(entry));
export const drop = (entry) => within('readwrite', (store) => store.delete(entry.key));
export const clear = () => within('readwrite', (store) => store.clear());
export const all = async () => (await within('readonly', (store) => store.getAll())).sort((one, other) => one.at - other.at);

// One tab sends at a time; without locks two may, and the command key still lets only one of them count.
export const alone = (act) => (navigator.locks ? navigator.locks.request('jiangong-queue', act) : act());

const pageToken = () => JSON.parse(document.body.getAttribute('hx-headers') ?? '{}')['X-CSRFToken'] ?? '';

async function freshToken(entry) {
  const answer = await fetch(entry.url, { redirect: 'manual', cache: 'no-store' });
  if (!answer.ok) return '';
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.querySelector('[name=csrfmiddlewaretoken]')?.value ?? '';
}

function post(entry, token) {
  const body = new FormData();
  entry.fields.forEach(([name, value]) => body.append(name, value));
  return fetch(entry.url, {
    method: 'POST', body, redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE),
    headers: { 'X-CSRFToken': token, 'X-Offline': 'queue', 'X-Offline-User': entry.user },
  });
}

// → { outcome: accepted | refused | signin | away, location, sentence }
export async function send(entry) {
  try {
    let answer = await post(entry, pageToken());
    if (answer.status === 403 && !isOurs(answer)) answer = await post(entry, await freshToken(entry));
    if (answer.type === 'opaqueredirect') return { outcome: 'signin' };
    if (!isOurs(answer)) return { outcome: answer.status >= 500 || answer.status === 403 ? 'away' : 'refused', sentence: '' };
    const said = await answer.json();
    return answer.ok ? { outcome: 'accepted', location: said.location } : { outcome: said.elsewhere ? 'signin' : 'refused', sentence: said.sentence };
  } catch {
    return { outcome: 'away' };
  }
}

const isOurs = (answer) => (answer.headers.get('content-type') ?? '').startsWith('application/json');
