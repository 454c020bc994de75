// Toasts, refused requests and copying: everything that answers the user in one line.
const host = () => document.getElementById('toasts');
const LIFE = 4000;

function leaveLater(toast) {
  const timer = setTimeout(() => toast.remove(), LIFE);
  toast.addEventListener('mouseenter', () => clearTimeout(timer));
  toast.addEventListener('focusin', () => clearTimeout(timer));
}

function show(text, tone = 'ok') {
  const toast = document.createElement('div');
  toast.className = `toast toast--${tone}`;
  toast.setAttribute('role', tone === 'crit' ? 'alert' : 'status');
  toast.textContent = text;
  host().append(toast);
  leaveLater(toast);
}

document.querySelectorAll('[data-toast]').forEach((toast) => { host().append(toast); leaveLater(toast); });

// Other modules and the server (HX-Trigger: {"toast": "…"}) speak through this event.
document.addEventListener('toast', (event) => show(event.detail.text ?? event.detail.value ?? '', event.detail.tone));

document.addEventListener('click', async (event) => {
  const dismissed = event.target.closest('[data-dismiss]');
  if (dismissed) dismissed.closest('.toast').remove();
  const copier = event.target.closest('[data-copy]');
  if (!copier) return;
  const source = document.getElementById(copier.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    show('已复制。');
  } catch {
    getSelection().selectAllChildren(source);
    show('浏览器不允许自动复制，内容已选中，请按Ctrl+C。', 'crit');
  }
});

document.addEventListener('htmx:responseError', (event) => {
  const { status } = event.detail.xhr;
  const id = event.detail.xhr.getResponseHeader('X-Request-ID');
  const reason = { 401: '登录已过期，请重新登录。', 403: '这件事现在不能办理。', 404: '没有找到，可能已被移走。', 409: '这条记录已被他人更新，请刷新后再办理。', 429: '操作过于频繁，请稍候再试。' }[status] ?? '这一步没有完成，请重试。';
  show(id ? `${reason}（请求编号${id}）` : reason, 'crit');
});
document.addEventListener('htmx:sendError', () => show('网络不通，请检查网络后重试。', 'crit'));
