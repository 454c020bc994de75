// Keeps static files and the form pages that ask for it, nothing else; a new release begins with empty caches.
const ASSETS = 'assets-{{ version }}';
const PAGES = 'pages-{{ version }}';
const STATIC = '{{ static_url }}';
const NOTHING = '/offline/';

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(PAGES).then((cache) => cache.add(NOTHING)));
});

self.addEventListener('activate', (event) => event.waitUntil((async () => {
  const stale = (await caches.keys()).filter((name) => ![ASSETS, PAGES].includes(name));
  await Promise.all(stale.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

const isKept = (answer) => answer.ok && !answer.redirected && answer.headers.get('X-Offline') === 'keep';

async function remember(path, assets) {
  const held = await caches.open(ASSETS);
  const own = assets.filter((address) => new URL(address).origin === location.origin && new URL(address).pathname.startsWith(STATIC));
  await Promise.all(own.map(async (address) => { if (!await held.match(address)) await held.add(address); }));
  // The copy leaves what the page has to tell to the page itself.
  const answer = await fetch(path, { credentials: 'same-origin', redirect: 'manual', headers: { 'X-Offline': 'copy' } });
  if (isKept(answer)) await (await caches.open(PAGES)).put(path, answer);
}

self.addEventListener('message', (event) => {
  if (typeof event.data?.keep === 'string') event.waitUntil(remember(event.data.keep, event.data.assets ?? []));
});

async function page(request) {
  try {
    const answer = await fetch(request);
    if (isKept(answer)) await (await caches.open(PAGES)).put(request.url, answer.clone());
    return answer;
  } catch {
    const pages = await caches.open(PAGES);
    return await pages.match(request.url) ?? await pages.match(NOTHING) ?? Response.error();
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== location.origin) return;
  if (address.pathname.startsWith(STATIC)) event.respondWith(caches.open(ASSETS).then(async (held) => await held.match(request) ?? fetch(request)));
  else if (request.mode === 'navigate') event.respondWith(page(request));
});
