// Dialogs, popover menus and the search overlay, all on native elements.
const finder = document.getElementById('finder');
const body = document.getElementById('dialog-body');

document.addEventListener('click', (event) => {
  const asked = event.target.closest('[data-open]');
  if (asked) {
    asked.closest('[popover]')?.hidePopover();
    document.getElementById(asked.dataset.open)?.showModal();
  }
  const closer = event.target.closest('dialog [data-close]');
  if (closer) { event.preventDefault(); closer.closest('dialog').close(); }
  if (event.target instanceof HTMLDialogElement) event.target.close();
  if (event.target.closest('[data-search]') && finder) { event.preventDefault(); openFinder(); }
});

// A link with hx-target="#dialog-body" opens what it fetched; without scripts it is a page.
document.addEventListener('htmx:afterSwap', (event) => {
  const host = event.detail.target.closest?.('#dialog');
  if (host && !host.open) host.showModal();
});
body.closest('dialog').addEventListener('close', () => body.replaceChildren());

function openFinder() {
  if (!finder.open) finder.showModal();
  finder.querySelector('input').select();
}

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, textarea, select, [contenteditable], .sheet');
  if (event.key === '/' && finder && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    openFinder();
  }
  const opened = event.target.closest('[popovertarget]');
  const list = event.target.closest('#finder, .menu') ?? (opened && document.querySelector(`#${opened.getAttribute('popovertarget')}:popover-open`));
  if (list && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) walk(event, list);
});

function walk(event, list) {
  const stops = [...list.querySelectorAll('input:not([type=hidden]), a, button')].filter((stop) => !stop.matches('[data-close]') && stop.checkVisibility());
  const step = event.key === 'ArrowDown' ? 1 : -1;
  event.preventDefault();
  stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length]?.focus();
}

// Popovers open below the button that asked for them; positions set through CSSOM are allowed by the policy.
document.addEventListener('toggle', (event) => {
  const pop = event.target;
  if (event.newState !== 'open' || !pop.matches('[popover]')) return;
  const button = document.querySelector(`[popovertarget="${pop.id}"]:focus`) ?? [...document.querySelectorAll(`[popovertarget="${pop.id}"]`)].find((one) => one.offsetParent);
  if (!button) return;
  const box = button.getBoundingClientRect();
  const fits = box.left + pop.offsetWidth <= innerWidth - 16;
  const below = box.bottom + pop.offsetHeight + 12 <= innerHeight;
  pop.style.left = `${Math.max(16, fits ? box.left : box.right - pop.offsetWidth)}px`;
  pop.style.top = `${below ? box.bottom + 6 : Math.max(8, box.top - pop.offsetHeight - 6)}px`;
}, true);
