/**
 * The function that CloudFront runs for each request: `/a/` reads `/a/index.html`, and `/a` leads to `/a/`. The host is
 * named in the redirect, because `//other.example` alone would lead to another site.
 */
export const DIRECTORY_INDEX = `function handler(event) {
  var request = event.request;
  var last = request.uri.substring(request.uri.lastIndexOf('/') + 1);
  if (last === '') request.uri += 'index.html';
  else if (last.indexOf('.') < 0)
    return {
      statusCode: 301,
      statusDescription: 'Moved Permanently',
      headers: { location: { value: 'https://' + request.headers.host.value + request.uri + '/' } },
    };
  return request;
}
`;
