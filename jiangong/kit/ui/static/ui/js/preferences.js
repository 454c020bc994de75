// 长辈版: the size changes at once and is kept by the server for every device of the user.
document.querySelectorAll('[data-scales]').forEach((form) => form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { value } = event.submitter;
  const root = document.documentElement;
  if (value) root.dataset.scale = value; else delete root.dataset.scale;
  form.querySelectorAll('[name=scale]').forEach((button) => {
    if (button === event.submitter) button.setAttribute('aria-current', 'true'); else button.removeAttribute('aria-current');
  });
  form.hidePopover?.();
  const body = new FormData(form);
  body.set('scale', value);
  const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => null);
  const saved = answer && (answer.ok || answer.type === 'opaqueredirect');
  document.dispatchEvent(new CustomEvent('toast', { detail: saved ? { text: `字号：${event.submitter.textContent}` } : { text: '字号已在本页生效，但没有保存成功，请稍后再试。', tone: 'crit' } }));
}));
