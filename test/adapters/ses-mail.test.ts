import {
  BadRequestException,
  GetAccountCommand,
  MessageRejected,
  SESv2Client,
  SESv2ServiceException,
  SendEmailCommand,
  SendingPausedException,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { sesMail } from '../../src/adapters/aws/ses-mail.ts';
import type { MailMessage } from '../../src/domain/mail.ts';

const ses = mockClient(SESv2Client);
const mail = sesMail(new SESv2Client({ region: 'us-east-1' }), 'the-set');
const MESSAGE: MailMessage = {
  from: 'sheets@example.org',
  replyTo: null,
  to: { name: 'Ana', address: 'ana@example.org' },
  subject: 's',
  text: 't',
  html: '<p>t</p>',
  attachments: [],
  unsubscribe: 'https://sheets.example.org/leave/t',
  messageId: 'm@example.org',
  date: new Date(0),
  language: 'es-MX',
  stakeholder: '0123',
};
const of = (status: number) => ({ $metadata: { httpStatusCode: status }, message: 'said to ana@example.org' });
const coded = (code: string) => Object.assign(new Error('connect'), { code });

beforeEach(() => ses.reset());

describe('mail by SES', () => {
  it('returns the id from SES, and the rate it allows', async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
    ses.on(GetAccountCommand).resolves({ SendQuota: { MaxSendRate: 14 } });
    expect(await mail.send(MESSAGE)).toEqual({ status: 'sent', messageId: 'ses-1' });
    expect(await mail.ratePerSecond()).toBe(14);
  });

  it('permanently refuses a local part that SES does not accept, before any call', async () => {
    const outcome = await mail.send({ ...MESSAGE, to: { name: 'Jörg', address: 'jörg@hotline.mx' } });
    expect(outcome).toEqual({ status: 'refused', code: 'LocalPartNotAscii', passing: false });
    expect(ses.commandCalls(SendEmailCommand)).toHaveLength(0);
  });

  it.each([
    [new MessageRejected(of(400)), { status: 'refused', code: 'MessageRejected', passing: false }],
    [new BadRequestException(of(400)), { status: 'refused', code: 'BadRequestException', passing: false }],
    [new TooManyRequestsException(of(429)), { status: 'refused', code: 'TooManyRequestsException', passing: true }],
    [new SendingPausedException(of(400)), { status: 'refused', code: 'SendingPausedException', passing: true }],
    [coded('ECONNREFUSED'), { status: 'refused', code: 'ECONNREFUSED', passing: true }],
    [coded('ECONNRESET'), { status: 'uncertain', code: 'ECONNRESET' }],
    [Object.assign(new Error('late'), { name: 'TimeoutError' }), { status: 'uncertain', code: 'TimeoutError' }],
    [
      new SESv2ServiceException({ ...of(500), name: 'InternalFailure', $fault: 'server' }),
      { status: 'uncertain', code: 'InternalFailure' },
    ],
  ])('reports the outcome of %s by its code alone', async (error, outcome) => {
    ses.on(SendEmailCommand).rejects(error);
    expect(await mail.send(MESSAGE)).toEqual(outcome);
  });
});
