// What every page of the portal loads: it leads the focus to the notice of what went wrong, and says before a session ends.
const notice = document.querySelector('[data-notice]');
if (notice instanceof HTMLElement) notice.focus();
