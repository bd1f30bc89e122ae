import type { Resolution } from '../../steps/distribute/resolve-dispatches.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { deliveriesAsked, resolve, shownSchedule } from '../distribution.ts';
import { DeliveriesPage } from '../pages/deliveries-page.tsx';
import { RevocationPage } from '../pages/revocation-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { notFound } from '../problem-document.ts';
import { type FormFields, readForm } from '../read-form.ts';
import { invalid } from '../read-request.ts';
import type { Handlers } from './handlers.ts';

type DeliveryHandlers = Pick<Handlers, 'deliveriesPage' | 'resolveForm' | 'revokePage'>;

const RESOLUTIONS = ['sent', 'resend', 'revoke'] as const;

/** The pages of the delivery of an edition. */
export function deliveryRoutes(options: PortalOptions): DeliveryHandlers {
  return {
    deliveriesPage: (c) => options.use((context) => deliveriesPage(c, options, context, null)),
    resolveForm: (c) => options.use((context) => resolveByForm(c, options, context)),
    revokePage: (c) =>
      options.use(async (context) => {
        const shown = await deliveriesAsked(c, context);
        const asked = c.req.query('stakeholder');
        const only = shown.deliveries?.find(({ stakeholder }) => stakeholder === asked) ?? null;
        if (asked !== undefined && !only) throw notFound();
        return sendPage(c, <RevocationPage frame={frameOf(c, options)} shown={shown} only={only} />);
      }),
  };
}

async function deliveriesPage(
  c: PortalRequest,
  options: PortalOptions,
  context: PortalContext,
  changed: number | null,
): Promise<Response> {
  const shown = await deliveriesAsked(c, context);
  const { title } = await shownSchedule(context, shown.sheet, c.get('language'));
  const from = Math.trunc(Number(c.req.query('from') ?? 0));
  const done = changed ?? doneCount(c.req.query('changed'));
  const props = { frame: frameOf(c, options), title, shown, now: context.effects.clock.now(), changed: done };
  return sendPage(c, <DeliveriesPage {...props} from={from > 0 ? from : 0} />, changed === 0 ? 409 : 200);
}

const doneCount = (text: string | undefined): number | null =>
  /^[1-9]\d{0,5}$/u.test(text ?? '') ? Number(text) : null;

async function resolveByForm(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const form = await readForm(c);
  const { sheet, month } = await deliveriesAsked(c, context);
  const resolution = RESOLUTIONS.find((one) => one === form.text('resolution'));
  if (!resolution) throw invalid([{ pointer: '/resolution', detail: 'sent, resend or revoke' }]);
  const changed = await resolve(c, context, { sheet, month, resolution, only: onlyIn(form, resolution) });
  if (changed === 0) return deliveriesPage(c, options, context, 0);
  return c.redirect(`/distribution/${sheet}/editions/${month}?changed=${changed}`, 303);
}

/** Messages are resolved one by one, as they were seen; links may be revoked for everyone. */
function onlyIn(form: FormFields, resolution: Resolution) {
  const stakeholder = form.text('stakeholder');
  if (resolution === 'revoke') return stakeholder === '' ? null : { stakeholder, seen: null };
  const seen = { revision: Number(form.text('revision')), generation: Number(form.text('generation')) };
  if (stakeholder === '') throw invalid([{ pointer: '/stakeholder', detail: 'whose message it is' }]);
  return { stakeholder, seen };
}
