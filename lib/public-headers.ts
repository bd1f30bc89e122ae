import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** Pages run no script and load nothing from other sites. */
const PAGE = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
];

/** The security headers of each kind of path. */
export interface PublicHeaders {
  readonly pages: ResponseHeadersPolicy;
  /** Pages that other sites show in a frame. */
  readonly embedded: ResponseHeadersPolicy;
  /** Files that programs of other sites read. */
  readonly files: ResponseHeadersPolicy;
}

/** Creates the headers of the public site. */
export const publicHeaders = (scope: Construct, stage: string): PublicHeaders => {
  const policy = (id: string, security: ResponseSecurityHeadersBehavior, isShared: boolean) =>
    new ResponseHeadersPolicy(scope, id, {
      responseHeadersPolicyName: `factsheets-${stage}-${id.toLowerCase()}`,
      securityHeadersBehavior: { ...ALWAYS, ...security },
      ...(isShared && { corsBehavior: READ_BY_ALL }),
    });
  const denied = { frameOption: HeadersFrameOption.DENY, override: true };
  return {
    pages: policy('Pages', { ...rules([...PAGE, "frame-ancestors 'none'"]), frameOptions: denied }, false),
    embedded: policy('Embedded', rules([...PAGE, 'frame-ancestors *']), false),
    files: policy('Files', rules(["default-src 'none'", 'frame-ancestors *']), true),
  };
};

const rules = (directives: readonly string[]): ResponseSecurityHeadersBehavior => ({
  contentSecurityPolicy: { contentSecurityPolicy: directives.join('; '), override: true },
});

const ALWAYS: ResponseSecurityHeadersBehavior = {
  contentTypeOptions: { override: true },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
  strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
};

const READ_BY_ALL = {
  accessControlAllowCredentials: false,
  accessControlAllowHeaders: ['*'],
  accessControlAllowMethods: ['GET', 'HEAD'],
  accessControlAllowOrigins: ['*'],
  originOverride: true,
};
