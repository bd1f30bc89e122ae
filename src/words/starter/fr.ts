import type { StarterTexts } from './starter-texts.ts';

/** The first texts of a new sheet in French. `~` is a no-break space. */
const TEXTS: StarterTexts = {
  locale: 'fr-FR',
  note: 'Ce que dit la fiche en français. Les chiffres viennent par leur identifiant, comme {victims}. Un nombre écrit à la main est refusé s’il ne figure pas dans une section "allowed numbers".',
  messageNote:
    'Ce que dit le message en français. Les chiffres viennent par leur identifiant, comme {cases}. Il y a aussi {name}, {from}, {through}, {revision} et {days}.',
  words: {
    kicker: 'Fiche d’information',
    period: 'Période couverte',
    page: 'Page {page} sur {pages}',
    'signals.noun': 'contacts',
    'signals.gloss': 'liés à la traite, reçus pendant la période',
    'cases.noun': 'dossiers',
    'cases.gloss': 'ouverts pendant la période',
    'victims.noun': 'victimes',
    'victims.gloss': 'dans ces dossiers',
    'traffickers.noun': 'personnes mises en cause',
    'traffickers.gloss': 'dans ces dossiers~; une mise en cause n’est pas une condamnation',
    'cases-by-state.head': 'Lieu d’exploitation (s’il est connu)\\*',
    'cases-by-state.unit': 'dossiers par lieu',
    'cases-by-state.note': '\\*Uniquement les dossiers dont le lieu est connu ({cases-by-state.known}).',
    'signals-by-state.unit': 'contacts par lieu',
    'signals-by-state.note': '\\*Uniquement les contacts dont le lieu est connu ({signals-by-state.known}).',
    'legend.all': 'Tous les lieux',
    'legend.rest': 'Tous les autres lieux',
    'legend.many': '{count} lieux, nommés dans le fichier de données',
    'legend.nowhere': 'Aucun lieu',
    'victims.head': 'Les victimes',
    'victims.say': 'Les pourcentages portent sur les {victims} victimes.',
    'traffickers.head': 'Les personnes mises en cause',
    'traffickers.say': 'Les pourcentages portent sur les {traffickers} personnes mises en cause.',
    'column.count': 'Personnes',
    'column.share': 'Part',
    'column.none': 'Aucune connue.',
    'column.few': 'Aucune connue, ou trop peu pour être affichées (‡).',
    suppressed: 'non affiché',
    'suppressed.note': '‡ Non affiché~: moins de {threshold}, ou permettrait de déduire un tel nombre.',
    'suppressed.short': '‡ non affiché (voir les notes)',
    withheld: '‡ Non affiché~: si peu de personnes que l’une d’elles pourrait être identifiée.',
    'strip.draft': 'Projet, incomplet',
    'strip.draft.say': 'Il manque~: {missing}. Ne pas diffuser.',
    'strip.more': 'et {count} autres',
    'strip.corrected': 'Corrigée',
    'strip.revision': 'révision {revision}',
    'strip.corrected.say': 'Remplace la révision {corrected-revision} du {corrected-on}.',
  },
  heads: {
    type: 'Type de traite',
    venue: 'Lieux et activités\\*',
    gender: 'Genre',
    nationality: 'Principales nationalités\\*',
    age: 'Âge',
    state: 'Lieu (s’il est connu)\\*',
    channel: 'Mode de contact',
    month: 'Par mois',
  },
  units: {
    signals: '{total} contacts',
    cases: '{total} dossiers',
    victims: '{total} victimes',
    traffickers: '{total} personnes mises en cause',
  },
  peopleNote: {
    nationalities: '\\*Une personne peut avoir plusieurs nationalités.',
    others: 'Chaque personne compte une seule fois.',
  },
  title: 'La traite des êtres humains vue par {hotline}',
  footer: 'Chiffres~: {hotline}',
  chartWords: {
    'class.none': 'Aucun connu',
    'class.fewer': 'Moins de {threshold}',
    'class.between': '{from}–{to}',
    'class.more': '{from} ou plus',
    'chart.withheld': '‡ Non affiché~: si peu de personnes que l’une d’elles pourrait être identifiée.',
    'chart.empty': 'Aucun cas connu.',
    'chart.few': 'Aucun cas connu, ou trop peu pour être affichés (‡).',
  },
  sections: {
    intro:
      'Cette fiche réunit ce que {hotline} a enregistré pendant la période. Derrière chaque chiffre, quelqu’un a demandé de l’aide ou a été signalé~; beaucoup d’autres ne le sont jamais.',
    'note.how-we-count':
      '### Comment nous comptons\n\nChaque personne et chaque dossier comptent une seule fois. Les pourcentages, arrondis, portent sur toutes les personnes d’un tableau.',
    'note.mark':
      '### Ce que signifie ‡\n\nLes nombres inférieurs à {threshold} ne sont pas affichés, ni ceux qui permettraient d’en déduire un. Zéro est imprimé 0.',
    'note.data': '### Les données\n\nDonnées au {through}. Révision {revision}. Données~: {hotlines}.',
  },
  messageWords: {
    subject: 'Chiffres de {hotline}, données au {through}',
    'subject.correction': 'Correction~: chiffres de {hotline}, données au {through}',
    preview: 'Voici la fiche d’information.',
    kicker: 'Fiche d’information',
    'kicker.correction': 'Fiche d’information, corrigée',
    period: 'Du {from} au {through}',
    greeting: 'Bonjour {name},',
    'signals.label': 'contacts liés à la traite',
    'cases.label': 'dossiers',
    'victims.label': 'victimes',
    'traffickers.label': 'personnes mises en cause',
    'chart.title': 'Répartition',
    'chart.unit': 'part du total',
    'chart.none': 'Aucun cas connu.',
    'suppressed.note': '‡ Non affiché~: moins de {threshold}, ou permettrait de déduire un tel nombre.',
    'correction.change': '{what}~: {before} auparavant, {after} maintenant',
    'correction.other': 'D’autres chiffres ont changé aussi~; la fiche d’information les contient tous.',
    attached: 'La fiche d’information est jointe (PDF).',
    'link.button': 'Ouvrir la fiche d’information (PDF)',
    'link.say': 'Ce lien est pour vous seul et fonctionne pendant {days} jours. Merci de ne pas le transmettre.',
    'leave.say': 'Vous recevez ce message parce que vous êtes sur la liste de diffusion de cette fiche.',
    'leave.button': 'Se désinscrire',
  },
  messageSections: {
    body: 'Voici la fiche d’information avec les chiffres de {hotline}.',
    correction:
      'Cette fiche d’information remplace celle que vous avez. Merci d’utiliser ses chiffres et de corriger ce que vous avez déjà transmis.',
    closing: 'Des questions sur les chiffres~? Il suffit de répondre à ce message.',
  },
};

/** Puts no-break spaces where the texts write `~`. */
const spaced = (texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.replaceAll('~', '\u00a0')]));

/** The first texts of a new sheet in French. */
export const FR: StarterTexts = {
  ...TEXTS,
  words: spaced(TEXTS.words),
  footer: TEXTS.footer.replaceAll('~', '\u00a0'),
  chartWords: spaced(TEXTS.chartWords),
  sections: spaced(TEXTS.sections),
  messageWords: spaced(TEXTS.messageWords),
  messageSections: spaced(TEXTS.messageSections),
};
