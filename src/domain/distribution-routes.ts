import type { PortalRoute } from './portal-route.ts';

const API = '/api/v1/sheets/{sheet}';
const PAGE = '/distribution/{sheet}';

/** Those who may see how many; `sender` alone sees who. */
const COUNTING = { part: 'stakeholders', roles: ['sender', 'reviewer', 'approver', 'operator'] } as const;
const SENDING = { part: 'stakeholders', roles: ['sender'] } as const;
/** Runs and test messages are asked for: in AWS, no function that answers browsers sends mail. */
const MAILING = { part: 'mail', step: 'preview-run', roles: ['sender'] } as const;
const RUNNING = { ...MAILING, step: 'ask-run' } as const;
const TESTING = { ...MAILING, step: 'ask-test-message' } as const;
const READING = { ...MAILING, roles: COUNTING.roles } as const;
const HOLDING = { part: 'stakeholders', roles: ['sender', 'approver'], step: 'hold-sheet' } as const;

const SHOW = 'show-deliveries';
const RESOLVE = 'resolve-dispatches';

/** The routes of the distribution of a sheet. */
export const DISTRIBUTION_ROUTES = {
  distributionPage: { method: 'GET', path: PAGE, ...COUNTING, step: SHOW },
  holdPage: { method: 'GET', path: `${PAGE}/hold`, ...HOLDING },
  holdForm: { method: 'POST', path: `${PAGE}/hold`, ...HOLDING },
  runPage: { method: 'GET', path: `${PAGE}/run`, ...MAILING },
  runForm: { method: 'POST', path: `${PAGE}/run`, ...RUNNING },
  runStatusPage: { method: 'GET', path: `${PAGE}/runs/{run}`, ...RUNNING },
  messagePage: { method: 'GET', path: `${PAGE}/message`, ...READING },
  messageFrame: { method: 'GET', path: `${PAGE}/message/{language}`, ...READING },
  testMessageForm: { method: 'POST', path: `${PAGE}/message`, ...TESTING },
  deliveriesPage: { method: 'GET', path: `${PAGE}/editions/{month}`, ...COUNTING, step: SHOW },
  resolveForm: { method: 'POST', path: `${PAGE}/editions/{month}`, ...SENDING, step: RESOLVE },
  revokePage: { method: 'GET', path: `${PAGE}/editions/{month}/revocation`, ...SENDING, step: SHOW },
  schedule: { method: 'GET', path: `${API}/schedule`, ...COUNTING, step: null },
  hold: { method: 'POST', path: `${API}/holds`, ...HOLDING },
  deliveries: { method: 'GET', path: `${API}/dispatches/{month}`, ...COUNTING, step: SHOW },
  resolve: { method: 'POST', path: `${API}/dispatches/{month}/resolutions`, ...SENDING, step: RESOLVE },
  plannedRun: { method: 'GET', path: `${API}/planned-run`, ...MAILING },
  startRun: { method: 'POST', path: `${API}/runs`, ...RUNNING },
  run: { method: 'GET', path: `${API}/runs/{run}`, ...RUNNING },
  message: { method: 'GET', path: `${API}/messages/{language}`, ...READING },
  testMessage: { method: 'POST', path: `${API}/test-messages`, ...TESTING },
} as const satisfies Readonly<Record<string, PortalRoute>>;
