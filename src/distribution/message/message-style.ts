const FONT = "font-family:'Barlow','Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const PLAIN = `margin:0;${FONT}`;

/** The colours of the pages (document/page/palette.ts): the message shows the same sheet. */
const INK = '#14262C';
const PINE = '#0E3640';
const TEAL = '#14616D';
const MUTED = '#4F5F66';

/** Inline styles of the elements. */
export const STYLE = {
  page: `margin:0;padding:0;background:#F5F1E9;color:${INK};${FONT}`,
  hidden: 'display:none;max-height:0;overflow:hidden;',
  around: 'padding:24px 12px;',
  card: 'width:100%;max-width:600px;background:#FFFFFF;border-radius:6px;',
  masthead: `padding:26px 32px 24px;background:${PINE};border-radius:6px 6px 0 0;`,
  kicker: `${PLAIN}font-size:13px;line-height:18px;letter-spacing:1px;text-transform:uppercase;color:#EBA83A;`,
  title: `margin:6px 0 8px;${FONT}font-size:25px;line-height:31px;font-weight:700;color:#FFFFFF;`,
  period: `${PLAIN}font-size:15px;line-height:21px;color:#C9DCDD;`,
  row: 'padding:20px 32px 0;',
  text: `margin:0 0 12px;${FONT}font-size:16px;line-height:24px;color:${INK};`,
  notice: 'margin:0 0 16px;padding:14px 16px 2px;border-left:4px solid #CC6A3B;background:#F3E9D6;',
  list: 'margin:0 0 12px;padding:0 0 0 20px;',
  item: `${FONT}font-size:16px;line-height:24px;color:${INK};`,
  number: `padding:10px 12px 12px 0;border-top:2px solid ${TEAL};`,
  value: `${PLAIN}font-size:32px;line-height:38px;font-weight:700;color:${TEAL};`,
  label: `${PLAIN}font-size:14px;line-height:20px;color:${MUTED};`,
  say: `margin:0 0 16px;${FONT}font-size:14px;line-height:20px;color:${MUTED};`,
  bars: 'border-collapse:collapse;',
  caption: 'padding:0 0 8px;text-align:left;',
  heading: `${FONT}font-size:18px;line-height:24px;color:${INK};`,
  barLabel: 'padding:5px 0;font-weight:400;',
  barText: `${FONT}font-size:15px;line-height:21px;color:${INK};`,
  track: 'margin:3px 0 0;height:10px;background:#E6E9E9;border-radius:2px;',
  bar: `height:10px;background:${TEAL};border-radius:2px;`,
  count: `padding:5px 0 5px 14px;${FONT}font-size:15px;line-height:21px;font-weight:600;color:${INK};white-space:nowrap;width:1%;`,
  share: `padding:5px 0 5px 12px;${FONT}font-size:15px;line-height:21px;color:${INK};white-space:nowrap;width:1%;`,
  note: `margin:8px 0 0;${FONT}font-size:14px;line-height:20px;color:${MUTED};`,
  buttonPlace: 'margin:0 0 10px;',
  button: `display:inline-block;padding:13px 22px;${FONT}font-size:16px;line-height:20px;font-weight:600;color:#FFFFFF;background:${TEAL};border-radius:4px;text-decoration:none;`,
  link: `color:${TEAL};text-decoration:underline;`,
  footer: 'padding:16px 32px 26px;',
} as const;

/**
 * Styles that cannot be inline: dark colours, and the margins of a phone. The rules are `!important` because
 * inline styles take precedence otherwise.
 */
export const MESSAGE_CSS = `
@media (max-width:480px){
.around{padding:0!important}
.card,.masthead{border-radius:0!important}
.row,.masthead,.footer{padding-left:18px!important;padding-right:18px!important}
.value{font-size:28px!important;line-height:34px!important}
.button{display:block!important;text-align:center}
}
@media (prefers-color-scheme:dark){
.page{background:#0B1417!important}
.card{background:#14262C!important}
.text,.heading,.text strong,li{color:#F1F3F2!important}
.label{color:#B9C6C9!important}
.value,.link{color:#7FC4CC!important}
.number{border-color:#2B7480!important}
.notice{background:#2A2A22!important}
.track{background:#2B4048!important}
.bar{background:#5E9DA4!important}
}
`;
