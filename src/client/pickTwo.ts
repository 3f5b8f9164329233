/** Two fields of codes lead to their comparison; the same code twice leads to its own page. */

const form = document.querySelector<HTMLFormElement>('[data-pick]')!;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const codes = [...new Set([...form.querySelectorAll('select')].map(({ value }) => value))];
  location.href = `${form.dataset.pick!.replace(/\/?$/, '/')}${codes.sort((a, b) => Number(a) - Number(b)).join('-vs-')}`;
});

export {};
