// The total of a score sheet while it is typed: what is left alone counts with what data came to.
document.querySelectorAll('[data-scoring]').forEach((form) => {
  const fields = [...form.querySelectorAll('input[data-item]')];
  const hundredths = (text) => (text.trim() === '' ? null : Math.round(Number.parseFloat(text.replace('，', '.')) * 100));

  // As the server writes a score: with the places of the round, and with more where there are more.
  const written = (total) => {
    const needed = total % 100 === 0 ? 0 : total % 10 === 0 ? 1 : 2;
    return (total / 100).toFixed(Math.max(Number(form.dataset.places), needed)).replace('-', '−');
  };

  const tally = () => {
    let total = 0;
    let left = 0;
    fields.forEach((field) => {
      const points = hundredths(field.value) ?? hundredths(field.placeholder);
      const over = points !== null && field.dataset.most && points > Math.round(Number.parseFloat(field.dataset.most) * 100);
      field.classList.toggle('over', Boolean(over));
      if (points === null || Number.isNaN(points)) left += field.dataset.required ? 1 : 0;
      else total += points * (field.dataset.sign === '-1' ? -1 : 1);
    });
    document.querySelectorAll('[data-score-total]').forEach((place) => { place.textContent = written(total); });
    document.querySelectorAll('[data-score-left]').forEach((place) => { place.textContent = left ? `还有${left}项没有评分` : '各项都已评分'; });
  };

  form.addEventListener('input', tally);
  tally();
});
