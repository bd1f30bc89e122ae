import { plain } from './naive-reading.ts';

/** Parses the contract's labels, which are copied here by hand: `code: label | label`. */
const table = (text: string): Map<string, string> => {
  const words = new Map<string, string>();
  for (const line of text.trim().split('\n')) {
    const at = line.indexOf(':');
    for (const label of line.slice(at + 1).split('|')) words.set(plain(label), line.slice(0, at).trim());
  }
  return words;
};

export const TYPE = table(`
labor: Labor | Trabajo o servicios forzados | Explotación laboral | Mendicidad forzosa | Esclavitud | Condición de siervo
labor: Utilización de menores en actividades delictivas | Utilización de personas menores de dieciocho años en actividades delictivas
sex: Sex | Prostitución ajena u otras formas de explotación sexual
sex-and-labor: Sex and Labor | Explotación sexual y laboral
other: Other/Not Specified | Matrimonio forzoso o servil | Adopción ilegal de menores | Adopción ilegal de persona menor de dieciocho años
other: Tráfico de órganos | Tráfico de órganos, tejidos y células de seres humanos vivos | Experimentación biomédica ilícita | No especificado
`);
export const GENDER = table(`
male: Male | Hombre
female: Female | Mujer
gender-minority: Gender Minority | Minoría de género
unknown: Unknown | No especificado
`);
export const AGE = table(`
adult: Adult | Adulto
minor: Minor | Menor
unknown: Unknown | Desconocida
`);
export const CHANNEL = table(`
phone: Phone | Teléfono
text: Text | Mensaje de texto
email: Email | Correo electrónico
webform: Webform | Formulario web
webchat: Webchat | Chat en línea
whatsapp: WhatsApp
in-person: Presencial
`);
export const LABOR_VENUE = table(`
agriculture: Agriculture/Farms | Agricultura/Campos agrícolas
domestic-work: Domestic Work | Trabajo doméstico
illicit-activities: Illicit Activities | Actividades ilícitas
construction: Construction | Construcción
restaurants: Restaurants/Food Service | Restaurantes/Servicio de alimentos
factories: Factories/Manufacturing | Fábricas/Manufactura
traveling-sales: Traveling Sales Crews | Cuadrillas de ventas
begging: Begging | Mendicidad
health-beauty: Health & Beauty Services | Servicios de salud y belleza
other-labor: Other Labor | Otro (laboral)
`);
export const SEX_VENUE = table(`
residence: Residence-based | En domicilio
hotel-motel: Hotel/Motel-based | En hotel o motel
escort: Escort Services | Servicios de acompañamiento
cantina-bar: Cantinas/Bars | Cantinas/Bares
massage: Illicit Massage Businesses | Masajes ilícitos
street: Street-based | En la calle
online: Online/Webcam | En línea/Webcam
other-sex: Other Sex | Otro (sexual)
`);
export const COUNTRY = table(`
US: United States | U.S.A. | US | Estados Unidos | EE. UU.
MX: Mexico | México | MX
GT: Guatemala | GT
HN: Honduras | HN
SV: El Salvador
CO: Colombia
PH: Philippines | Filipinas | PH
VE: Venezuela
CU: Cuba
NI: Nicaragua
TH: Thailand | Tailandia
PE: Peru
EC: Ecuador
CN: China
CA: Canada
ES: Spain | España
`);
export const STATE = table(`
US-CA: California | US-CA
US-TX: Texas | US-TX
US-FL: Florida
US-NC: North Carolina | Carolina del Norte | US-NC
US-AZ: Arizona
US-GA: Georgia
US-IL: Illinois
US-NY: New York | Nueva York | US-NY
US-WA: Washington
US-AK: Alaska
US-HI: Hawaii | Hawái
US-NV: Nevada
US-NM: New Mexico | Nuevo México | US-NM
US-OR: Oregon
US-PR: Puerto Rico
MX-CMX: Ciudad de México | Distrito Federal | MX-CMX
MX-PUE: Puebla | MX-PUE
MX-BCN: Baja California
MX-CHP: Chiapas | MX-CHP
MX-MEX: Estado de México | México | MX-MEX
MX-JAL: Jalisco
MX-OAX: Oaxaca | MX-OAX
MX-TLA: Tlaxcala
MX-VER: Veracruz | Veracruz de Ignacio de la Llave
MX-COL: Colima
MX-GRO: Guerrero
MX-NLE: Nuevo León
MX-ROO: Quintana Roo
MX-YUC: Yucatán
`);
