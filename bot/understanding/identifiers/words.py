"""Word lists that part people's names from everything else that is typed with a capital letter."""

from __future__ import annotations

import re

from bot.understanding.identifiers.model import parts_of


def word_set(text: str) -> frozenset[str]:
    """Return the words of ``text``, which is how these lists are written down."""
    return frozenset(text.split())


# Words that are no name even with a capital: question words, the field's terms and abbreviations, calendar,
# countries, journals. Folded. Not meant to be complete: every rule wants a cue beside the name as well.
COMMON = word_set("""
a about above abstract acceptable account across active activity actual actually add added adding adjusted adult
adults advanced adverse after again against age aged ages agree all allowed alone also am american among amount an
analysis and annals any anything anti antibody antibodies anybody anyone apart approval approved april are arm arms
arthritis article as ask asking asks aspect assessment associated at august author authors authorised autoimmune
available average aware back background balanced baseline be because been before begin being benefit best better
between big biologic biologics black blind blinded board body both british but by calculate can cancer candidate
cannot care cart case cases catch caucasian caveat caveats cell cells center centre centres chance change changed
changes chart check chi chronic ci citation cite class clear clinic clinical clinically clinician closed cohort
colleague come committee common compare compared comparison complete completed completers conclusion conclusions
condition confidence conference congress consensus consultant continue continued control core correct could count
counts course cover covered criteria criterion current currently cutoff data date dates day days dead dear death
deaths december decision define defined definition definitive delta derived describe design detail details developed
diagnosis diagnosed did difference different disability disclosed disease diseases do doctor does doing domain done
dose doses dosing double down dropout dropouts drug drugs due during each early effect effective effectiveness
effects efficacy either elderly eligibility eligible else end ended endpoint endpoints enrol enrolled enrolment
enroll enrollment enough entry enzymes equal error estimate europe european evening ever every everybody everyone
evidence exactly exclude excluded exclusion exclusions expected explain explained exploratory extension extra
extramuscular fail failed failing failure false fatigue february female few figure figures final finally find
finding findings finish first fisher flare flared follow followup following for form fraction fragile friday from
full function functional fund funded further gap general get getting give given gives giving global go good got
great group groups guidance guideline guidelines guys had half hallo happened has have having hazard he headline
health heart hello help her here hi high higher him his history hit home hope hospital how however human i icd if
image images imaging immune immunology improve improved improvement improvers in inclusion included increase index
indication infection infections infectious infusion infusions inhibitor inhibitors initial injection injections
insignificant intention interaction international interval intervals into investigator investigators is isolated it
its itt january joint journal july june just justify juvenile key kind know label labeled labelled lady lancet large
last later law lead least left less let level levels license licensed like likely limit limited limits line list
literature little live long longer look lot low lower lung lupus made magnetic main major make male man manual many
march mean meaning means measure measures median medical medicine meet meeting member men met might minimal miss
missed missing mobility model moderate monday month months more morning most mouth mr mri much multiple muscle
muscles muscular must my myositis name names national nature necrotising necrotizing need needed negative nerve
neurology never new news next nice no nobody nominal non none normal not note nothing november now null number
numbers nurse objective observed october odds of off official oh ok okay old older on once one ones only onset open
opinion or oral order other others our out outcome outcomes outpatient outside over overall own paper part partial
partially participants past patient patients pending people per percent percentage percentages period pharmacy phase
phone physician pilot placebo plan planned please pls point points poor pool pooled population populations positive
possible post power powered practice predict predictor predictors predefined pregnancy presented previous price
primary prior prof professor profile progress progression proof proportion protocol prove proven publication publish
published pulmonary purpose put quality question quick quote race random randomisation randomised randomization
randomized rash rate rates ratio raw reach read ready real really reason received recruit recruitment reduction ref
refractory regarding region registered registry regular relapse related relative release remission reply report
reported reporting reports required rescue research resident resonance respond responded responder responders
response responses result results rheum rheumatic rheumatism rheumatologist rheumatology right risk role round
routine safe safety same sample saturday say says scale scan scans scientific score scores second secondary see seem
seen self send september sensitivity series serious serum session sessions set severe severity sex share she short
should show showed shown shows side sig signal significance significant similar since single site sites size skin
slide small so society some someone something sorry source sources spanish special specific spectroscopy split
sponsor sponsored standard start started state statement states statistic statistical statistically statistics
status steroid steroids still stop stopped strength strong stronger studied studies study sub subcutaneous subgroup
subgroups subject subjects subset subtype subtypes such suffer summarise summarize summary sunday support sure
swallowing sweden swedish switch switched syndrome table take taken team tell term test tested tests than thank
thanks that the their them then there therapy these they thing think third this those though three through thursday
time timepoint times tis title to today together tolerability tolerated too tool top total toxicity treat treated
treating treatment treatments trial trials true try tuesday two type types under understand unit university until up
update updated us usa use used user using usual value values vasculitis verbal versus very view visit visits visual
vital vs vulnerable want wants was washout way we weak weakness wednesday week weekly weeks weight well went were
what when where whether which while white who whole whom whose why will with within without woman women wondering
word words work worked working works world worse worst would wrong year years yes yesterday yet you your asian
latino hispanic african german germany france french italy italian spain poland japan japanese china chinese korea
korean mexico brazil argentina canada australia india kingdom england scotland wales ireland denmark netherlands
belgium switzerland pittsburgh philadelphia washington york san diego chicago atlanta boston london paris berlin
stockholm vienna milan institute institut institutet institution college school foundation network hospitals
department pharma pharmaceuticals ann dis res med clin exp rheumatol neurol clinexprheumatol jama nejm bmj eular acr
aan bsr fda ema nih dm pm nm vas haq imacs doi mmt mmt8 fi fi2 mdaat cdasi imnm anm asys asyd ild ibm iim jdm ra psa
jia sle dmard dmards csdmard mtx mmf aza ivig csm pga ptga emg fvc dlco ck cpk ldh ast alt srp hmgcr mda mda5 jo tif
nxp sae ae teae ole rct nct pmid pmc qol sf covid iga prn bid qow sc iv anova ancova locf nri mar mcar rim prom
proms orencia dermatomyositis polymyositis abatacept prednisone prednisolone rituximab methotrexate azathioprine
stir dixon tesla fat water edema oedema offered leaflet education preference diary cost costs herr frau mrs ms dr
drs patientin patiente paciente paziente mit und der die das den dem des ein eine einer einen ist war von zu im bei
fur ohne oder nach noch vor uber wie hat haben kann soll sollte darf nicht auf aus als auch jahre le la les un une
du de et ou est qui que avec sans pour dans sur au aux el los las una uno y o con sin para por es en del al il lo
gli senza di che e
""")

# Eponyms of statistics and of the field. Surnames too, so they count only where no title stands before them.
EPONYMS = word_set("""
bonferroni mantel haenszel breslow day tarone fisher pearson wald newcombe katz woolf cochran cochrane cox kaplan
meier mcnemar wilcoxon mann whitney kruskal wallis student welch hochberg holm hodges lehmann miettinen nurminen
clopper wilson bohan peter tanimoto gottron raynaud sjogren crohn rankin likert cohen bland altman jo kendall
barthel mendell bayes gauss poisson bernoulli simpson hawthorne rubin lan demets obrien fleming simon delphi
cronbach spearman
""")

# Given names of many languages that are no English words. Folded.
GIVEN = word_set("""
aaron abdul abdullah abigail adaeze adam adele adrian agata agnes agnieszka ahmed aisha alan albert alejandra
alejandro aleksander alessandro alexander alexandra alexandre alfred ali alice alicia alison amanda amelia amina
amir amit ana anastasia anders andre andrea andreas andrew andrzej anette angela angelica angelo aniko anil anita
anja anke ann anna anne annette annie anthony antoine anton antonio arjun arthur ashley astrid audrey ayesha barbara
beata beatrice beatriz becky benjamin bernadette bernard bernhard beth betty bettina birgit bjorn blessing bogdan
brenda brian bridget brigitte bruno camille carla carlos carmen carol carole caroline carolyn catherine cecilia
charles charlotte chen chiara chinedu chloe christa christian christina christine christoph christopher claire clara
claude claudia colin concepcion connie craig cristina cynthia dagmar daniel daniela danielle darius dariusz david
dawid deborah debra declan deepa deirdre denise dennis derek diana diane diego dieter dimitri dmitri dominic donald
donna doreen doris dorothy douglas duncan dylan ebony edith eduardo edward edwin eileen elaine eleanor elena eleni
elisabeth elizabeth ella ellen elsa emeka emily emma enrique eric erica erik erika ernest esther ethel eugene eva
evelyn ewa fatima fatou felix fernanda fernando fiona florence frances francesca francesco francis francisco
francois frederick friedrich gabriel gabriela gareth gary geoffrey george georgia gerald gerard gerda gertrud
gilbert giles gillian giovanni giulia gladys glenda gloria gordon graham greta gregory grzegorz gudrun guido
guillermo gunter gustav hanna hannah hans harald harold harriet harry hassan hazel heather heidi heike heinrich
helen helena helene helga henri henrik henry herbert hilary hilda horst howard hugh hugo ian ibrahim ida ines inga
inge ingrid irena irene isaac isabel isabella isabelle ivan jacek jack jacob jacqueline jacques jaime jakub james
jamie jana jane janet janice janina jasmine jason javier jean jeanette jeffrey jennifer jens jeremy jerome jerzy
jesus joan joanna joanne joao joel johan johann johanna john johnny jolanta jonas jonathan jorge jose josef joseph
josephine joshua joyce juan juana judith judy juergen julia julian julie jurgen justin karen karin karl karolina
katarina katarzyna kate katharina katherine kathleen kathryn katie keith kelly kenneth kevin khadija kirsten klaus
krystyna krzysztof kumar lars laura lauren laurence lea leah leila lena leonard leslie liam lillian linda lisa
lorenzo lorraine louise luca lucia lucy luigi luis luisa lukas luke lydia lynn maciej magdalena malcolm malgorzata
manfred manuel marcel marcia marco marek margaret margarita margot maria mariam marian marianne marie marilyn mario
marion marjorie marlene marta martha martin martina mary maryam mateusz matteo matthew matthias maureen maurice
mehmet meera melanie melissa michael michal michel michele michelle miguel mikael mikhail mildred mohamed mohammad
mohammed moira monica monika muhammad muriel nadia nancy naomi natalia natalie natasha neil ngozi nguyen niall
nicholas nicola nicole nigel niklas nikolai nina noah noel nora norma norman olga oliver olivia omar oscar oskar
otto pablo pamela paola patricia patrick paul paula pauline pavel pawel pedro penelope petra petros philip philippe
phillip phyllis pierre piotr priya rachel rafael raj rajesh ralph ramon raquel rashid raymond rebecca renate ricardo
richard rita robert roberta roberto roger roland ronald rosa rosemary rosie rowena roxana roy rudolf ruth ryan
sabine sally salma samantha samir samuel sandra sanjay sara sarah sean sebastian sergei sergio shanice sharon sheila
shirley siegfried sigrid silvia simone siobhan sofia solveig sonia sophia sophie stanislaw stefan stefanie stella
stephanie stephen steven stuart sunita susan susanna susanne suzanne sven svetlana sylvia tadeusz tamara tanya tariq
tatiana teresa theodore theresa thomas tiffany timothy tina tomas tomasz tracey tracy trevor tuan ulrich ulrike
ursula uwe valentina valerie vanessa vera veronica victor victoria vijay vincent viola virginia vivian vladimir
waldemar walter wanda werner wilhelm william winifred wojciech wolfgang xavier yan yasmin yolanda yuki yusuf yvonne
zainab zbigniew zeynep zofia
""")

MONTHS = word_set("""
jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october
november december januar februar marz maerz mai juni juli oktober dezember janvier fevrier mars avril juin juillet
aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre
noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
""")

# Said of one person who is looked after. Plurals are left out: "patients" is the trial's word.
PATIENT = word_set("pt patient pat patientin patiente paciente paziente pacjent pacjentka patienten px client")
RELATION = word_set("""
mum mother mom dad father husband wife son daughter sister brother aunt uncle grandmother grandma grandfather nan
friend partner neighbour neighbor lady gentleman chap bloke man woman guy girl boy mutter vater
""")
HINTS = PATIENT | word_set("""
she he her his him hers hes shes mum mother mom dad father husband wife failed failing refractory relapsing relapsed
flare flaring diagnosed start starting begin switch stop give giving prescribe treat treating candidate suitable
eligible qualify benefit clinic ward admitted yo lives living resident address
""")
# Said of people who write, speak and run trials.
AUTHOR_HINTS = word_set("""
author authors authored coauthor paper papers article articles wrote write written writes said say says think thinks
thought reporter quoted quote interview journalist investigator investigators pi published publish publication
presented presenter presents speaker group lab team et al editor editorial blog tweet tweeted opinion affiliation
affiliated disclosures coauthors colleague sponsor professor dr prof
""")

_MEDICAL = re.compile(
    r"(?:itis|osis|pathy|cept|mab|nib|emia|aemia|olone|isone|prine|trexate|olimus|statin|globulin|ology|ologist|ectomy"
    r"|therapy|phoresis|fenolate|citinib|gimod|myositis|cyte|blast)s?$"
)


def is_common(word: str) -> bool:
    """Return whether a folded word, or every part of a compound, is no name."""
    if word in COMMON or _MEDICAL.search(word):
        return True
    parts = parts_of(word)
    return len(parts) > 1 and any(len(part) > 2 and (part in COMMON or _MEDICAL.search(part)) for part in parts)
