// Forms marked data-offline="title" go on without a network: the page opens again from the service worker, the draft is
// kept by drafts.js, and what is submitted waits in the queue and is sent once. States: 已存草稿, 等待网络, 已提交.
import { all, alone, clear, drop, keep, newKey, send } from './queue.js';

const user = document.body.dataset.user ?? '';
const WORKER = '/offline-worker.js';
const AGAIN = 30_000;
const hour = (time) => new Date(time).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
const toast = (text, tone) => document.dispatchEvent(new CustomEvent('toast', { detail: { text, tone } }));
const place = () => document.querySelector('[data-news]') ?? document.getElementById('main');

function banner(name, tone, text, link) {
  document.querySelector(`[data-offline-note="${name}"]`)?.remove();
  if (!text) return;
  const note = document.createElement('div');
  note.className = `banner banner--${tone}`;
  note.dataset.offlineNote = name;
  note.setAttribute('role', 'status');
  const words = document.createElement('div');
  words.className = 'grow';
  words.textContent = text;
  note.append(words);
  if (link) {
    const way = document.createElement('a');
    way.className = 'btn btn--sm';
    [way.href, way.textContent] = link;
    note.append(way);
  }
  place().append(note);
}

async function show() {
  const mine = (await all()).filter((entry) => entry.user === user);
  const waiting = mine.filter((entry) => entry.state !== 'refused');
  const refused = mine.filter((entry) => entry.state === 'refused');
  const names = (list) => list.map((entry) => `${entry.title}（${hour(entry.at)}）`).join('、');
  const signin = waiting.some((entry) => entry.state === 'signin');
  banner('waiting', 'info', waiting.length ? `${signin ? '等待登录' : '等待网络'}：${names(waiting)}。已存在本机，${signin ? '请重新登录，登录后' : '联网后'}自动提交。` : '',
    signin ? [`/account/sign-in/?next=${encodeURIComponent(location.pathname + location.search)}`, '登录'] : null);
  banner('refused', 'crit', refused.length ? `没有被接受：${names(refused)}。${refused[0].sentence}` : '', refused.length ? [refused[0].url, '打开修改'] : null);
}

// ── sending what waits

async function replay() {
  if (!user) return;
  await alone(async () => {
    for (const entry of (await all()).filter((one) => one.user === user && one.state !== 'refused' && !one.held)) {
      const said = await send(entry);
      if (said.outcome === 'accepted') {
        await drop(entry);
        toast(`已提交：${entry.title}。`);
      } else if (said.outcome === 'away') break;
      else await keep({ ...entry, state: said.outcome, sentence: said.sentence ?? '' });
    }
  });
  await show();
}

// ── one form

const entryOf = (form) => ({
  key: form.elements.command_key.value,
  user,
  url: form.getAttribute('action') || location.pathname + location.search,
  title: form.dataset.offline,
  fields: [...new FormData(form)].filter(([name]) => name !== 'csrfmiddlewaretoken'),
  at: Date.now(),
  state: 'waiting',
  sentence: '',
});

// Which of several buttons was pressed travels too, also where the form is sent without it.
function carry(form, button) {
  if (!button?.name) return null;
  const kept = document.createElement('input');
  [kept.type, kept.name, kept.value] = ['hidden', button.name, button.value];
  form.append(kept);
  return kept;
}

// data-needed-when: what has to be ticked for this field to be asked for.
const lacking = (field) => field.validity.valueMissing
  || (field.dataset.neededWhen && !field.value.trim() && field.form.querySelector(field.dataset.neededWhen) !== null);

// Without a network nobody would say so before the place is left: what must be filled in is looked at here.
// It comes before everybody else who hears of the submission: to them there was none.
function hold(event) {
  const form = event.target;
  if (navigator.onLine || !form.matches('form[data-offline]') || event.submitter?.value === 'save' || !tellLacking(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

// Whether something is missing, which is then told; data-needed-says: in the words the server has for it.
function tellLacking(form) {
  const field = [...form.elements].find((one) => one.willValidate && one.offsetParent && lacking(one));
  if (!field) return false;
  const label = field.closest('fieldset')?.querySelector('legend') ?? field.labels[0];
  const name = label?.cloneNode(true);
  name?.querySelectorAll('[aria-hidden]').forEach((mark) => mark.remove());
  toast(field.dataset.neededSays ?? `还没有填：${name?.textContent.trim() ?? ''}。填好后再提交。`, 'crit');
  field.focus();
  return true;
}

async function submit(event) {
  const form = event.target;
  if (event.defaultPrevented || !form.matches('form[data-offline]')) return;
  event.preventDefault();
  const pressed = carry(form, event.submitter);
  const entry = entryOf(form);
  try {
    await keep(entry); // first of all: whatever happens now, nothing is lost
  } catch {
    form.submit();
    return;
  }
  const said = await alone(() => send(entry));
  if (said.outcome === 'accepted') {
    await drop(entry);
    location.assign(said.location);
  } else if (said.outcome === 'refused') {
    await drop(entry);
    form.submit(); // the same command once more: the server shows what is wrong
  } else if (said.outcome === 'away' && event.submitter?.value !== 'save' && tellLacking(form)) {
    await drop(entry); // the browser believed there was a network
    pressed?.remove();
    form.dispatchEvent(new CustomEvent('held', { bubbles: true }));
  } else {
    if (said.outcome === 'signin') await keep({ ...entry, state: 'signin' });
    form.dispatchEvent(new CustomEvent('queued', { bubbles: true }));
    form.reset();
    pressed?.remove();
    form.elements.command_key.value = newKey();
    await show();
    toast(said.outcome === 'signin' ? '登录已过期，内容已存在本机，登录后自动提交。' : '等待网络：内容已存在本机，联网后自动提交。');
  }
}

// Pictures that were taken on the spot are taken once.
function giveBackFiles(form, { fields }) {
  form.querySelectorAll('input[type=file]').forEach((field) => {
    const taken = new DataTransfer();
    fields.filter(([name, value]) => name === field.name && value instanceof File && value.size).forEach(([, file]) => taken.items.add(file));
    if (taken.files.length) field.files = taken.files;
  });
}

async function prepare(form) {
  const refused = (await all()).find((entry) => entry.user === user && entry.state === 'refused' && entry.url === (form.getAttribute('action') || location.pathname + location.search));
  if (form.matches('[data-refused]')) return;
  // A page from the cache has been submitted before, perhaps: each opening is a command of its own.
  form.elements.command_key.value = newKey();
  if (!refused) return;
  giveBackFiles(form, refused);
  refused.fields.forEach(([name, value]) => {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((field) => field.type !== 'hidden' && field.type !== 'file');
    fields.forEach((field) => {
      if (['checkbox', 'radio'].includes(field.type)) field.checked ||= field.value === value;
      else field.value = value;
    });
  });
  form.dispatchEvent(new Event('input', { bubbles: true })); // and it is a draft again
  await drop(refused);
  await show();
  banner('mend', 'crit', `没有被接受：${refused.sentence}内容已填回，请修改后再提交。`);
}

const network = () => banner('network', 'warn', navigator.onLine ? '' : '现在没有网络。可以继续填写，提交后存在本机，联网后自动送出。');

async function guardPage() {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register(WORKER);
  const { active } = await navigator.serviceWorker.ready;
  const assets = performance.getEntriesByType('resource').map((one) => one.name).filter((name) => name.startsWith(`${location.origin}/static/`));
  active.postMessage({ keep: location.pathname + location.search, assets: [...new Set(assets)] });
}

// ── nobody else's

async function wipe() {
  await clear();
  if ('caches' in window) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  const registered = await navigator.serviceWorker?.getRegistrations() ?? [];
  await Promise.all(registered.map((one) => one.unregister()));
}

async function leave(event) {
  const form = event.target;
  if (!form.matches('form[data-forget-drafts]') || form.dataset.left) return;
  event.preventDefault();
  const waiting = (await all().catch(() => [])).filter((entry) => entry.user === user).length;
  const drafts = Object.keys(localStorage).filter((key) => key.startsWith(`draft:${user}:`)).length;
  const lost = [waiting && `${waiting}份没有提交`, drafts && `${drafts}份草稿没有保存`].filter(Boolean).join('、');
  form.dataset.asked = form.dataset.asked ? 'twice' : 'once';
  if (lost && form.dataset.asked === 'once') {
    toast(`还有${lost}，退出会清除。确定不要了，请再点一次“退出登录”。`, 'crit');
    return;
  }
  form.dataset.left = 'yes';
  document.dispatchEvent(new Event('forget'));
  await wipe().catch(() => {});
  form.submit();
}

async function begin() {
  const others = (await all()).some((entry) => entry.user !== user);
  const seen = localStorage.getItem('offline:user');
  if (user && (others || (seen && seen !== user))) await wipe();
  if (user) localStorage.setItem('offline:user', user);
  const forms = [...document.querySelectorAll('form[data-offline]')];
  for (const form of forms) await prepare(form);
  if (forms.length) {
    network();
    addEventListener('offline', network);
    addEventListener('online', network);
    await guardPage();
  }
  await show();
  await replay();
}

if (window.indexedDB) {
  document.addEventListener('submit', hold, true);
  document.addEventListener('submit', submit);
  document.addEventListener('submit', leave);
  addEventListener('online', replay);
  setInterval(() => { if (document.querySelector('[data-offline-note="waiting"]')) replay(); }, AGAIN);
  begin().catch(() => {}); // storage may be switched off: forms then work as plain forms
}
