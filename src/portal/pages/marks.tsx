import type { Child } from 'hono/jsx';
import type { EditionState } from '../visible-timetable.ts';

/** Shapes that distinguish states without colour; the words next to them say the same. */
const Mark = ({ children }: { readonly children: Child }) => (
  <svg class="k" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
    {children}
  </svg>
);

/** Squares for files: filled, crossed, or dotted (the sheet's own sign for hidden values). */
export const FileMark = ({ state }: { readonly state: 'accepted' | 'rejected' | 'missing' }) => {
  if (state === 'accepted')
    return (
      <Mark>
        <rect class="teal" width="12" height="12" />
      </Mark>
    );
  if (state === 'missing')
    return (
      <Mark>
        <rect class="dotted" x=".75" y=".75" width="10.5" height="10.5" />
      </Mark>
    );
  return (
    <Mark>
      <rect class="clay" x=".75" y=".75" width="10.5" height="10.5" />
      <path class="clay" d="M3 3l6 6M9 3l-6 6" />
    </Mark>
  );
};

/**
 * Circles for editions: dotted for a draft, half for review, crossed for rejected, a ring for approved, full for sent.
 */
export const EditionMark = ({ state }: { readonly state: EditionState }) => (
  <Mark>
    {state === 'draft' && <circle class="dotted" cx="6" cy="6" r="5.25" />}
    {state === 'review' && <circle class="ink" cx="6" cy="6" r="5.25" />}
    {state === 'review' && <path class="half" d="M6 .75a5.25 5.25 0 0 0 0 10.5z" />}
    {state === 'rejected' && <circle class="clay" cx="6" cy="6" r="5.25" />}
    {state === 'rejected' && <path class="clay" d="M4 4l4 4M8 4l-4 4" />}
    {state === 'approved' && <circle class="ring" cx="6" cy="6" r="4.5" />}
    {state === 'sent' && <circle class="teal" cx="6" cy="6" r="6" />}
  </Mark>
);
