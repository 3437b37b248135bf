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
aaron abdi abdoulaye abdul abdullah abel abelardo abigail abraham achim ada adaeze adalbert adalberto adam adela
adelaide adele adelheid aditya adolfo adrian adriana adriano adrien agata agnes agnieszka ahmed aidan aileen ainhoa
aino aisha aitor akiko akira alain alan alana alastair albert albertine alberto albrecht aldo alejandra alejandro
alejo aleksander alena alessandra alessandro alessia alexander alexandra alexandre alexei alexey alexis alfonso alfred
alfredo algernon ali alice alicia alina aline alison alistair allan allen allison alma almudena alois aloysius
alphonse alvaro alvin alyssa amadou amalia amanda amani ambrose amelia amelie amina amir amit amparo amrita amy ana
anabel anastasia anastasios anders andras andre andrea andreas andreea andrej andres andrew andrey andrzej anette
angela angelica angelina angelo angus anika aniko anil anisha anita anja anjali anke ann anna anne anneke annelies
anneliese annemarie annette annie annika anselm ansgar anthony antoine antoinette anton antonella antonia antonina
antonio antonios anush aoife araceli archana archibald ariadne ariane arjun arlene armand armando arnaud arne arnold
artem arthur arturo arvid asha ashley ashok asif asma astrid asuncion athanasios athena attila audrey augusta auguste
augustin augusto aurelia aurelie aurelio aurora axel ayako ayesha aylin ayse aziz babette balazs balthasar barbara
barnaby bartholomew bartosz bashir basil bastian beata beatrice beatrix beatriz becky belen belinda benedetta benedict
benedikt benito benjamin benoit berenice bernadette bernard bernardo berndt bernhard bernice bernie berta bertha
berthold bertram beth bethany bettina betty bianca bilal birgit birgitta birgitte birthe bjorn blanca blanche blessing
bogdan bohdan boris boyd bozena bram brandon breda brenda brendan brent brett brian briana bridget bridie brigid
brigitte britta bronislaw bronwen bruno bryan burkhard byron caitlin calvin camilla camille camilo candice cara carina
carla carlos carmela carmelo carmen carol carole carolina caroline carolyn carsten casimir caspar cassandra catalina
catarina cathal catherina catherine cathleen cathy cecile cecilia cedric celeste celestine celia celine cesar chandra
chantal charlene charles charlie charlotte chen chiara chidi chinedu chinwe chloe christa christel christelle
christian christiane christina christine christoph christopher christos chukwu ciara cillian claire clara clarence
clarissa claude claudette claudia claudio claus clemens clementine clive clotilde colette colin concepcion conchita
connie connor conrad constance constantin cordelia corinna corinne cornelia cornelis cornelius cosima craig cristian
cristina cristobal curtis cynthia cyril cyrus dafydd dagmar daisuke damian damien danica daniel daniela danielle
danilo danny danuta daphne daria dario darius dariusz darren darya david davide dawid dawit deanna debbie deborah
debra declan deepa deidre deirdre delia delphine demetrios denise dennis denys derek derrick desmond despina detlef
devi diana diane diarmuid didier diego dieter dilip dimitra dimitri dimitrios dinesh dirk dmitri dmitry dolores
domenico domingo dominic dominik dominika dominique donal donald donatella donna doreen doris dorota doroteia dorothea
dorothee dorothy douglas dragan duarte dubravka duncan dusan dwayne dwight dylan eamon ebba eberhard ebony eddie
edeltraud edgar edgardo edina edith edmond edmund edoardo edouard eduard eduardo edward edwin edyta egon eileen
ekaterina elaine eleanor elena eleni eleonora eleonore elfriede eliana elias elio eliot elisa elisabeth elise elissa
elizabeth elizaveta elke ella ellen elmar eloise elsa elvira elzbieta emanuel emanuela emeka emil emilia emiliano
emilie emilio emily emine emir emma emmanuel emmanuelle endre enrique enzo ephraim eric erica erich erik erika ernest
ernestine ernesto ernst erwin esme esmeralda esperanza esteban estefania estelle esther estrella ethel etienne eugene
eugenia eugenie eugenio eulalia eustace eva evangelos evelina evelyn evgeny ewa ewan ewelina ezekiel fabian fabiana
fabienne fabio fabrice faisal farah farid faruk fatima fatma fatou federica federico fedor felicia felicity felipe
felix ferdinand ferenc fergus fernanda fernando filip filippo filomena fiona fleur florence florian floriane florin
fotini franca frances francesca francesco francine francis francisco francois francoise frank franka frankie frans
franz franziska fraser frauke freda freddie frederic frederick frederik frederika frieda friederike friedrich fritz
fumiko gabriel gabriela gabriele gabriella gail galina gareth gary gaspard gaston gavin gemma genevieve geoff geoffrey
georg george georges georgia georgina georgios gerald geraldine gerard gerardo gerda gerhard gerlinde germaine gero
gertrud gertrude gheorghe gianluca gianni gilbert gilberto gilda giles gillian gina ginevra gino gioacchino giorgia
giorgio giovanni gisela giselle gitta giulia giuliana giuliano giuseppe giuseppina gladys gleb glenda glenys gloria
goran gordon gottfried graciela graeme graham graziella greg gregor gregory greta gretchen griselda grzegorz guadalupe
gudrun gudula guido guillaume guillermo guiomar gulsen gunilla gunnar gunter gunther gustaf gustav gustavo guus gwen
gwendolyn gwyneth gyorgy gyula haakon hadiya hakan hakim halina hamid hamish hana hanna hannah hannelore hannes hans
hansjorg harald hariklia haris harish harold harriet harriett harry hartmut harumi harvey hassan hattie hazel heather
hedwig heidi heike heiko heiner heinrich heinz hektor helen helena helene helga helge hellmut helmut hendrik henri
henriette henrik henrique henry herbert hermann hermine hermione herve hideo hilary hilda hilde hildegard hinnerk
hiroko hiroshi hirut horace horatio horst hortense howard hubert huda hugh hugo humberto humphrey hyacinth iain ian
iben ibrahim ichiro ida idris ignacio ignatius igor ikram ilaria ildiko ilias ilka ilona ilse imelda immaculata imogen
imre indira indra ines inga inge ingeborg inger ingrid inigo inmaculada ioana ioannis iolanda irena irene irfan irina
irma irmgard irving isaac isabel isabell isabella isabelle isaias iskra ismail isolde istvan itziar iva ivan ivana ivo
iwona izabela jaap jacek jacinta jack jackie jacob jacqueline jacques jadwiga jaime jakob jakub jamal james jamie
jamila jana jane janet janice janina janine janos jarek jarmila jaroslav jasmin jasmine jason jasper javier jayne jean
jeanette jeannette jeffrey jelena jennie jennifer jenny jens jeremiah jeremy jerome jerzy jessica jessie jesus jill
jim jimena jimmy jitka joachim joan joanna joanne joao jochen jodie joel joelle joep joerg johan johann johanna
johanne johannes john johnny jolanda jolanta jonah jonas jonathan joop jordi jorg jorge joris jose josef josefa
josefina josefine joselyn joseph josephine joshua josiah josiane josip josue jovan joyce jozef juan juana juanita
judit judith judy juergen julia julian juliana juliane julie juliet julieta juliette juliusz junko jurg jurgen jussi
justin justine justyna jutta jyoti kaito kamil kamila kamilla karel karen karim karin karina karine karl karla karolin
karolina karsten kasia kaspar katalin katarina katarzyna kate katerina katharina katherine kathleen kathryn katie
katja katrin katrina kaya kazimierz kazuo keiko keira keisha keith kelly kemal kenji kenneth kerstin kevin khadija
khaled khalid kiran kirill kirsten kirsty kitty klara klaudia klaus klemens konrad konstantin konstantinos kornelia
kostas kriemhild krishna kristen kristian kristin kristina kristine kristof krystian krystyna krzysztof kumar kurt
kveta kwabena kwame kyle kyoko lachlan ladislav lajos lakshmi lalita lara larissa larry lars laszlo laura laure lauren
laurence laurent laurin lavinia lazar lea leah leandro leanne leila lena lenka leocadia leon leona leonard leonardo
leonie leonor leopold leroy lesley leslie leticia lev levi liam lidia liesbeth liesel lieselotte ligia lila lilian
liliana lilja lillemor lillian lina linda lindsay linnea lionel lisa lisbeth liselotte lisette livia ljubica lolita
lorena lorenzo loretta lorna lorraine lothar lotta lotte louis louisa louise lubomir luc luca lucas lucia luciana
lucie lucien lucille lucinda lucio lucrecia lucy ludmila ludovic ludwig luigi luis luisa lukas lukasz luke lutz luz
lydia lydie lynn lyudmila maarten mabel macarena maciej madeleine madeline madhu mads magda magdalena magnus mahmoud
maike maja makoto malcolm malgorzata malik malin malte mandy manfred manoel manolis manon manuel manuela marc marcel
marcela marceline marcell marcello marcelo marcia marcin marco marcus mareike marek maren margaret margarete
margaretha margarita margaux margherita margit margot margrethe margrit maria mariam marian mariana marianne mariano
maribel maricela marie mariella marijke marika marilena marilyn marina mario marion marisa marisol marit marita marjan
marjolein marjorie marjory markus marla marlene marlies marlon marsha marta martha martin martina martine martyna mary
maryam masako massimo mateo mateusz mathias mathieu mathilda mathilde matilda matilde mats matteo matthew matthias
matthieu mattias maud maureen maurice mauricio mauro maxim maxime maximilian maximo mbali meera mehmet meike meinhard
mel melania melanie melina melinda melissa melvin mercedes meredith merete merle metin mette micaela michael michail
michal michalina michel michela michele micheline michelle miguel mihaela mihai mikael mikel mikhail mikko mikolaj
mila milada mildred milena milica millicent milos mimi mina minna mira miranda mirela miriam mirjam mirko miroslav
mitchell mitsuko modesto mohamed mohammad mohammed mohan moira moises mona monica monika monique montserrat morag
mordecai morgane moritz mortimer moses moshe muhammad mukesh muriel murray mustafa myfanwy myra myriam myrtle nabil
nadezhda nadia nadine naima nana nancy naoko naomi narendra nasreen nasrin natacha natalia natalie natascha natasha
nathalie nathan nathaniel neela neha neil nelly nelson neringa nerys nestor neus neville ngozi nguyen niall niamh
nicanor nicholas nico nicola nicolaas nicolas nicole nicoletta nicolo nidia nieves nigel nikita niklas nikola nikolai
nikolaos nikolaus nils nilufer nimmi nina nisha noah noel noelia noemi noor nora norbert norbu noreen noriko norma
norman nuala nuno nuria obinna octavia octavio odette odile odysseas oksana olaf oleg olena olga olgierd oliver olivia
olivier olu olumide oluwaseun omar omer ophelia orla orlando ornella orsolya ortrud oscar oskar oswald ottavio ottilie
otto owen paavo pablo paloma pamela panagiotis paola paolo pascal pascale pasquale patrice patricia patrick patrik
patrizia patsy paul paula paulette paulina pauline paulino paulo pavel pawel pearse peder pedro peggy penelope
percival pernille perpetua petar petra petronella petros petter phil philip philippa philippe phillip philomena phoebe
phyllis pia pierre pieter pietro pilar piotr pirjo placido polina portia prakash pranav prasad preeti primrose prisca
priscilla pritha priya prudencia przemyslaw purificacion quentin quirin rabia rachel rachele radek radhika radka
radmila rafael rafaela rafal raffaella ragnar ragnhild rahel rahul raimund rainer raj rajendra rajesh rajiv ralf ralph
ramesh ramiro ramon ramona randi ranjit raphael raquel rashid rashida rasmus ravi raymond raymundo rebecca rebekah
regina reginald regine reiner reinhard reinhold remedios remigiusz renata renate renato rene renee rhiannon rhoda
rhona rhys ria ricarda ricardo riccardo richard ricky rigoberto rikke rina rita robbie robert roberta roberto robyn
rocio rodolfo rodrigo rogelio roger roisin rok roland rolf romain romana romeo romina ronald ronan ronnie roopa rosa
rosalia rosalie rosalind rosalinda rosamund rosana rosanna rosario roselyn rosemarie rosemary rosetta rosie rosina
rositsa roslyn rossana roswitha rowan rowena roxana roxanne roy ruben rudi rudiger rudolf rudy rufus rukhsana rupert
ruslan ruslana russell ruth ryan ryszard sabina sabine sabrina sachiko sadia saeed safiya sagar said saima saleem
salih salim sally salma salome salvador salvatore samantha samara samir samira sammy sampath samuel sandeep sandor
sandra sandro sanja sanjay santiago santino sapna sara sarah saskia satoshi saul scarlett sean sebastian selena selina
selma serena serge sergei sergey sergi sergio seung severin shabnam shahid shanice shannon shanti sharmila sharon
shaun shauna shawn shazia sheena sheila shelagh sheldon shelley sherry shigeru shirin shirley shiv shobha shoshana
shreya shyam sibylle sidney siegbert siegfried sieglinde siegmund siegrun sigrid silke silvana silvano silvia silvio
simeon simona simone simonetta sinead siobhan siri siv slawomir snezana sofia soledad solomon solveig sonia sonja
sophia sophie soren spiros stacey stacy stamatis stanislav stanislaw stavros stefan stefania stefanie stefano stefanos
steffen steffi stella stephane stephania stephanie stephen steven stewart stig stuart subramanian suleiman sumitra
sunil sunita suresh susan susana susann susanna susanne susie suzana suzanne suzette svein sven svenja sverre svetlana
swantje swetlana sybil sydney sylvain sylvester sylvia sylvie szymon tabitha tadashi tadeusz taiwo takashi takeshi
tamara tamas tamika tania tanya tara taras tariq tatiana tatjana teemu teresa tess tessa tetsuo thabo thea thelma theo
theobald theodor theodora theodore theodoros theophilus theresa thiago thibault thierry thilo thomas thomasina thor
thorsten tiago tiffany tiina tim timo timothy tina tobias toby todd tomas tomasa tomasina tomasz tomislav tommaso
tommy toni tony torben tore torsten toshiko tracey tracy traute trevor tristan trudy trygve tuan tunde tuomas tuulikki
tyrone ugo ulf ulla ulrich ulrika ulrike umberto ursula uta ute uwe vaclav valentin valentina valentino valeria
valerie valeriy vanessa vasiliki vasily vaughan velma venkat vera vernon veronica veronika veronique vesna vicente
vicki vicky victor victoria vijay viktor viktoria vilma vinay vincent vincenzo vinod viola virginia virginie vitor
vittoria vittorio vivek vivian viviane vivien vlad vladimir vladislav volker volodymyr walburga waldemar wallace
walter waltraud waltraut wanda wanjiru warren wayne wenche wendelin wendy werner wiebke wieslaw wilbur wilfred
wilfried wilhelm wilhelmina willem willi william williamina willy wilma winfried winifred winona winston wioletta
witold wlodzimierz wojciech wolfgang wouter xavier xenia ximena xiulan yael yan yannick yannis yara yasemin yasmin
yasmine yasuko yelena yevgenia ynez yoko yolanda yolande yoshiko yuki yuliya yuri yusra yusuf yves yvette yvonne
zachary zahra zainab zaneta zara zbigniew zdenek zdenka zehra zeinab zelda zeljko zenon zeynep zita zoe zofia zoltan
zora zoran zsofia zuzana zygmunt
""")

MONTHS = word_set("""
jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october
november december januar februar marz maerz mai juni juli oktober dezember janvier fevrier mars avril juin juillet
aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre
noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
""")

# Ordinary words that are surnames as well: behind a given name, with a capital, they are one.
SURNAMES = word_set("""
brown white black green young long king bell wood woods stone price cook day rose small little strong rich best power
major baker hill short wise field fields marsh bush rice gray grey west north east noble sharp sweet bright fox wolf
lamb street church banks waters rivers lane park parks hope love joy case page read ward hall carter taylor miller
fisher mason cooper hunter porter turner walker weaver marshall steward chambers rush means weeks may march light
winter summers frost snow rains drake hart hand head legg foot power powers mean large moody savage swift
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
