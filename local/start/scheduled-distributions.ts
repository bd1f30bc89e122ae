import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { folderStore } from '../../src/adapters/folder-store.ts';
import { distributeDue } from '../../src/steps/distribute-due.ts';
import { dueMoment } from '../../src/steps/due-moment.ts';
import { mailEffects } from '../distribute.ts';
import { foundPath } from '../found-path.ts';
import { outgoingMail } from '../outgoing-mail.ts';
import { refuseChanged } from '../verify.ts';
import type { Chore } from './clock-work.ts';
import type { KnownMail } from './known-mail.ts';
import { inWorkplace, type Machine } from './rounds.ts';

const FILE = 'schedules.json';
const MOMENTS = z.record(z.string(), z.iso.datetime());

/**
 * Sends each sheet at the moments of its schedule, as EventBridge Scheduler does in AWS. The last moment met is kept in the state:
 * one that came while the machine was off is made up for, and a run that broke off is the same run again.
 */
export function scheduledDistributions(
  machine: Machine,
  mail: KnownMail,
  begun: Date,
  environment: NodeJS.ProcessEnv,
): Chore {
  const { state, telling } = machine;
  return {
    everyMinutes: 1,
    run: async (now) => {
      const { configuration } = mail;
      const moments = await momentsIn(state);
      for (const schedule of configuration.schedules) {
        const { sheet } = schedule;
        const since = latest(new Date(moments[sheet] ?? begun), mail.changedAt(sheet));
        const moment = dueMoment(schedule, since, now);
        if (!moment) continue;
        try {
          const due = { sheet, moment: moment.toISOString() };
          const outgoing = await outgoingMail(configuration, join(state, 'mail'), environment);
          const report = await inWorkplace(machine, async (effects, workplace) => {
            const { definitions } = machine.definitions.reading;
            await refuseChanged(state, workplace);
            const sending = mailEffects({ effects }, outgoing);
            return distributeDue(sending, definitions, outgoing.configuration, due, null);
          });
          if ((report?.unreached ?? 0) === 0) moments[sheet] = due.moment;
        } catch (error) {
          telling.failure(sheet, error); // the other sheets are sent; this one is tried again
        }
      }
      for (const { sheet } of configuration.schedules) moments[sheet] ??= begun.toISOString();
      await folderStore(state).putBytes(FILE, new TextEncoder().encode(JSON.stringify(moments)));
    },
  };
}

const latest = (a: Date, b: Date | null): Date => (b !== null && b > a ? b : a);

async function momentsIn(state: string): Promise<Record<string, string>> {
  if (!(await foundPath(join(state, FILE)))?.isFile()) return {};
  return MOMENTS.parse(JSON.parse(await readFile(join(state, FILE), 'utf8')));
}
