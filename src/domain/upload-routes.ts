import type { PortalRoute } from './portal-route.ts';

const API = '/api/v1';

/**
 * The routes of uploads: a month's files, checks, lists of problems, withdrawals. Those of the part `machine` receive
 * files: in AWS the browser sends them to the store instead (`offerCheck`, `offerUpload`). No function that answers
 * browsers reads an export there: `check-upload` lists what is in its cells when an analyst asks (`offeredValues`).
 */
export const UPLOAD_ROUTES = {
  exportsPage: {
    method: 'GET',
    path: '/exports/{hotline}/{month}',
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  check: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/checks/{name}`,
    part: 'machine',
    roles: ['analyst'],
    step: 'check-file',
  },
  upload: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}`,
    part: 'machine',
    roles: ['analyst'],
    step: null,
  },
  uploadStatus: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}`,
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  checkProblems: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/checks/{check}/problems`,
    part: 'exports',
    roles: ['analyst'],
    step: 'offer-upload',
  },
  checkList: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/checks/{check}/problems.csv`,
    part: 'exports',
    roles: ['analyst'],
    step: 'offer-upload',
  },
  checkValues: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/checks/{name}/problems-with-values`,
    part: 'machine',
    roles: ['analyst'],
    step: 'check-file',
  },
  uploads: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads`,
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  uploadProblems: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}/problems`,
    part: 'problems',
    roles: ['analyst'],
    step: 'read-problems',
  },
  uploadList: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}/problems.csv`,
    part: 'problems',
    roles: ['analyst'],
    step: 'read-problems',
  },
  uploadValues: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}/problems-with-values`,
    part: 'problems',
    roles: ['analyst'],
    step: 'read-problems',
  },
  withdraw: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}/withdrawals`,
    part: 'exports',
    roles: ['analyst'],
    step: 'withdraw-upload',
  },
  template: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/templates/{name}`,
    part: 'exports',
    roles: ['analyst'],
    step: null,
  },
  uploadPage: {
    method: 'GET',
    path: '/exports/{hotline}/{month}/{name}',
    part: 'problems',
    roles: ['analyst'],
    step: 'read-problems',
  },
  withdrawPage: {
    method: 'GET',
    path: '/exports/{hotline}/{month}/{name}/withdraw',
    part: 'exports',
    roles: ['analyst'],
    step: 'withdraw-upload',
  },
  withdrawByForm: {
    method: 'POST',
    path: '/exports/{hotline}/{month}/{name}/withdraw',
    part: 'exports',
    roles: ['analyst'],
    step: 'withdraw-upload',
  },
  offerCheck: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/check-offers/{name}`,
    part: 'exports',
    roles: ['analyst'],
    step: 'offer-upload',
  },
  checkResult: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/check-results/{check}`,
    part: 'exports',
    roles: ['analyst'],
    step: 'offer-upload',
  },
  offeredValues: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/check-results/{check}/problems-with-values`,
    part: 'problems',
    roles: ['analyst'],
    step: 'checked-values',
  },
  offerUpload: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/upload-offers/{check}`,
    part: 'exports',
    roles: ['analyst'],
    step: 'offer-upload',
  },
} as const satisfies Readonly<Record<string, PortalRoute>>;
