import type { Stakeholder } from '../../domain/stakeholder.ts';
import { type Frame, Layout } from './layout.tsx';
import { WrongNotice } from './notice.tsx';

export interface RemovalPageProps {
  readonly frame: Frame;
  readonly person: Stakeholder;
  readonly isStale: boolean;
}

/** Says what removing a person erases before it is done. */
export const RemovalPage = ({ frame, person, isStale }: RemovalPageProps) => {
  const t = frame.words.stakeholders;
  return (
    <Layout frame={frame} title={t.removeTitle(person.name)} current="stakeholders">
      <p class="crumb">
        <a href={`/stakeholders/${person.id}`}>{person.name}</a>
      </p>
      <div class="head">
        <h1>{t.removeTitle(person.name)}</h1>
        <span class="meta">{person.address}</span>
      </div>
      {isStale && <WrongNotice title={t.staleTitle} />}
      <ul class="gets">
        {t.removeErases.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
      <p class="lead">{t.removeKeeps}</p>
      <p class="lead">
        <b>{t.removeFinal}</b> {t.removeInstead}
      </p>
      <form method="post" action={`/stakeholders/${person.id}/removal`} class="acts">
        <input type="hidden" name="generation" value={String(person.generation)} />
        <button type="submit">{t.removeButton}</button>
        <a href={`/stakeholders/${person.id}`}>{t.cancel}</a>
      </form>
    </Layout>
  );
};
