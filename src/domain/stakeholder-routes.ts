import type { PortalRoute } from './portal-route.ts';

const API = '/api/v1';

/** Those who may see how many there are; `sender` alone sees who they are. */
const COUNTING = ['sender', 'reviewer', 'approver', 'operator'] as const;

const LIST = { part: 'stakeholders', roles: ['sender'], step: 'change-stakeholders' } as const;
const COUNTS = { ...LIST, roles: COUNTING } as const;

/** The routes of the list of stakeholders. Paths without parameters come first: they must not count as a person's id. */
export const STAKEHOLDER_ROUTES = {
  stakeholdersPage: { method: 'GET', path: '/stakeholders', ...COUNTS },
  addStakeholderPage: { method: 'GET', path: '/stakeholders/add', ...LIST },
  addStakeholderForm: { method: 'POST', path: '/stakeholders/add', ...LIST },
  importPage: { method: 'GET', path: '/stakeholders/import', ...LIST },
  importPreview: { method: 'POST', path: '/stakeholders/import', ...LIST },
  importConfirm: { method: 'POST', path: '/stakeholders/import/confirm', ...LIST },
  stakeholderPage: { method: 'GET', path: '/stakeholders/{stakeholder}', ...LIST },
  editStakeholderForm: { method: 'POST', path: '/stakeholders/{stakeholder}', ...LIST },
  stakeholderStatusForm: { method: 'POST', path: '/stakeholders/{stakeholder}/status', ...LIST },
  removalPage: { method: 'GET', path: '/stakeholders/{stakeholder}/removal', ...LIST },
  removalForm: { method: 'POST', path: '/stakeholders/{stakeholder}/removal', ...LIST },
  stakeholders: { method: 'GET', path: `${API}/stakeholders`, ...COUNTS },
  addStakeholder: { method: 'POST', path: `${API}/stakeholders`, ...LIST },
  stakeholdersCsv: { method: 'GET', path: `${API}/stakeholders.csv`, ...LIST },
  importStakeholders: { method: 'POST', path: `${API}/stakeholders/imports`, ...LIST },
  stakeholder: { method: 'GET', path: `${API}/stakeholders/{stakeholder}`, ...LIST },
  changeStakeholder: { method: 'PATCH', path: `${API}/stakeholders/{stakeholder}`, ...LIST },
  removeStakeholder: { method: 'DELETE', path: `${API}/stakeholders/{stakeholder}`, ...LIST },
} as const satisfies Readonly<Record<string, PortalRoute>>;
