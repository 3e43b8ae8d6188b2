/*
 * Shows roll calls live. A form marked data-live is sent as it is, and the answer comes as server-sent events whose data are parts of
 * the page, each of which takes the place of the one with the same id. Without this script the same forms lead to whole pages.
 */
'use strict';
{
  const EVENTS = 'text/event-stream';
  let calling = new AbortController();

  function show(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    for (const part of [...template.content.children]) {
      const old = document.getElementById(part.id);
      if (old?.getAttribute('role') === 'status') {
        old.textContent = part.textContent; // it is read out if it changes, not if it is another
      } else if (old) {
        const focused = old.contains(document.activeElement);
        old.replaceWith(part);
        if (focused) (part.querySelector('[aria-invalid], [tabindex="-1"]') ?? part).focus();
      }
    }
  }

  /** Yields the data of each event as it comes. */
  async function* data(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let {done, value} = await reader.read(); !done; {done, value} = await reader.read()) {
      const events = (text + value).split('\n\n');
      text = events.pop();
      for (const event of events) {
        yield event.split('\n').filter(line => line.startsWith('data: ')).map(line => line.slice(6)).join('\n');
      }
    }
  }

  /** Takes away what was said to be wrong with what is sent now. */
  function clean(form) {
    for (const error of form.querySelectorAll('.error')) error.remove();
    for (const field of form.querySelectorAll('[aria-invalid]')) {
      field.removeAttribute('aria-invalid');
      field.removeAttribute('aria-describedby');
    }
  }

  async function call(form) {
    calling.abort();
    const {signal} = calling = new AbortController();
    const body = form.enctype === 'multipart/form-data' ? new FormData(form) : new URLSearchParams(new FormData(form));
    try {
      const response = await fetch(form.action, {method: 'POST', body, signal, headers: {Accept: `${EVENTS}, text/html`}});
      if (response.headers.get('Content-Type')?.startsWith(EVENTS)) {
        clean(form);
        for await (const html of data(response.body)) show(html);
        const link = document.getElementById('link');
        if (link) history.replaceState(null, '', link.href);
      } else {
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        if (!page.getElementById('form')) throw new Error(`status ${response.status}`);
        show(page.getElementById('form').outerHTML);
      }
    } catch (e) {
      const told = document.getElementById(signal.aborted ? 'cancelled' : 'cut');
      if (told) show(told.innerHTML);
      else if (!signal.aborted) form.submit(); // whatever it is, the browser can show it
    }
  }

  document.addEventListener('submit', event => {
    if (event.target.matches('[data-live]')) {
      event.preventDefault();
      call(event.target);
    }
  });
  document.addEventListener('click', event => {
    if (event.target.id === 'cancel') calling.abort();
  });
  document.addEventListener('input', event => {
    const choice = document.getElementById(event.target.dataset.choice);
    if (choice) choice.checked = true;
  });
}
