// Sums of a scoring sheet while it is typed: items within their group, groups within the whole.
document.querySelectorAll('[data-rubric]').forEach((sheet) => {
  const points = (field) => Math.round((Number.parseFloat(field?.value) || 0) * 100);
  const shown = (hundredths) => String(hundredths / 100);

  const tally = () => {
    let whole = 0;
    sheet.querySelectorAll('[data-group]').forEach((group) => {
      let items = 0;
      group.querySelectorAll('.rubric__item').forEach((item) => {
        const kind = item.querySelector('select');
        const text = item.querySelector('input:not([type="number"])');
        if (text?.value.trim() && kind?.value === 'regular') items += points(item.querySelector('input[type="number"]'));
      });
      const own = group.querySelector('.rubric__head input[type="number"]');
      const sum = group.querySelector('[data-group-sum]');
      sum.textContent = shown(items);
      sum.classList.toggle('sum--off', own.value !== '' && items !== points(own));
      whole += own.value === '' ? items : points(own);
    });
    const total = sheet.querySelector('[data-whole-sum]');
    total.textContent = shown(whole);
    total.classList.toggle('sum--off', whole !== points(document.getElementById(sheet.dataset.whole)));
  };

  sheet.closest('form').addEventListener('input', tally);
  tally();
});
