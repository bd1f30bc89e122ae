import type { WrittenEntry } from '../../domain/stakeholder.ts';
import type { FieldErrors } from '../field-errors.ts';
import type { OfferedSheets } from '../stakeholder-list.ts';
import { type Frame, Layout } from './layout.tsx';
import { ErrorSummary, WrongNotice } from './notice.tsx';
import { PersonFields } from './person-fields.tsx';

export interface AddStakeholderPageProps {
  readonly frame: Frame;
  readonly sheets: OfferedSheets;
  readonly entry: WrittenEntry;
  readonly errors: FieldErrors;
  /** Why the person was not added: the address is on the list (with its id), or it left the list. */
  readonly refusal: { readonly kind: 'present'; readonly id: string } | { readonly kind: 'left' } | null;
}

/** A form that adds one person, with everything that was typed before it was refused. */
export const AddStakeholderPage = ({ frame, sheets, entry, errors, refusal }: AddStakeholderPageProps) => {
  const { words } = frame;
  const t = words.stakeholders;
  return (
    <Layout frame={frame} title={t.addTitle} current="stakeholders">
      <p class="crumb">
        <a href="/stakeholders">{t.title}</a>
      </p>
      <div class="head">
        <h1>{t.addTitle}</h1>
      </div>
      <ErrorSummary title={t.invalidTitle} errors={errors} />
      {refusal?.kind === 'present' && (
        <WrongNotice title={t.presentTitle}>
          <p>
            <a href={`/stakeholders/${refusal.id}`}>{t.presentLink}</a>
          </p>
        </WrongNotice>
      )}
      {refusal?.kind === 'left' && (
        <WrongNotice title={t.leftTitle}>
          <p>{t.leftText}</p>
        </WrongNotice>
      )}
      <form method="post" action="/stakeholders/add" class="fields" data-keep="new">
        <PersonFields words={words} entry={entry} sheets={sheets} errors={errors} hasAddress />
        {refusal?.kind === 'left' && (
          <div class="radio">
            <input type="checkbox" id="again" name="again" value="yes" />
            <label for="again">{t.againLabel}</label>
          </div>
        )}
        <div class="acts">
          <button type="submit">{t.addButton}</button>
          <a href="/stakeholders">{t.cancel}</a>
        </div>
      </form>
    </Layout>
  );
};
