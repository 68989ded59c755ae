/**
 * Words that anybody may use of anything, by what they are of. In a sentence about what we sell they claim nothing that the
 * rest of the sentence does not; a word that stands neither here, nor in the catalogue, nor with the buyer, does.
 */
const PLAIN: readonly string[] = [
	// talk and letters
	"answer reply question point topic matter issue detail letter mail note word sentence page list line paragraph summary talk call chat conversation meeting",
	"workshop demo visit appointment invitation agenda story example picture view overview idea thought reason opinion guess hint",
	"proposal offer wish request demand concern worry fear doubt objection condition requirement expectation hope promise",
	"explain describe tell mention repeat sum short brief plain clear honest frank open direct straight simple exact precise",
	"write read send speak hear listen discuss agree disagree admit confess claim argue suggest recommend advise propose raise bring bear present call name mean understand guess",
	// the paper of a purchase: who says what of it is judged by its own rules
	"term condition clause wording redline draft contract agreement addendum appendix liability termination indemnity warranty discount quote quotation invoice payment signature sign countersign approval budget order purchase",
	// mind
	"know learn think believe feel find remember forget decide choose pick judge compare consider weigh check look see watch notice realise realize recognise recognize prefer like love enjoy hate fear dare mind care trust expect wonder imagine suppose assume surprise convince matter",
	"curious glad happy sorry afraid grateful sure certain unsure confident interested interesting familiar aware",
	// being and having
	"stay remain keep leave hold sit stand lie rest belong exist live become turn grow seem appear sound count contain consist depend concern involve relate refer apply fit suit match belong own lack miss include",
	// doing
	"do make let get take give put set go come bring move shift carry pass hand pull push drag drop pick place start begin stop end finish close continue follow lead run work use need want try help change turn switch replace exchange choose show happen cause allow enable save spare lose win spend pay buy sell",
	"build create join meet share split separate add remove cut draw fill empty enter exit reach hit touch catch cover protect treat handle deal manage solve fix avoid prevent prove test try repeat undo stick hang fall rise drop break hurt fail succeed wait hurry rush press tap click open shut lock",
	"tie bind link attach connect belong carry round travel drive walk ride arrive reach return",
	// things and people in general
	"thing item part piece bit kind sort type way case side end top bottom middle centre front back beginning start step stage level place spot position room space corner edge area field world life people person man woman men women somebody someone nobody everybody anybody everyone anyone other boss colleague team group customer client user buyer seller company firm house business shop factory plant office desk hand head eye foot face heart",
	"work job task duty effort trouble problem mistake error fault risk chance danger cost price money value worth use benefit advantage difference change choice option solution result effect cause reason purpose goal aim target plan idea project process method rule law right need demand supply number figure amount quantity total share rest majority few lot pile stack heap",
	"tool system screen product software platform catalogue engine module application program sheet paper book table form record data information fact content text picture document file history version copy",
	"weekend weekday morning afternoon evening night noon midnight hour minute second day week month year quarter season moment time date period century today tomorrow yesterday past future present",
	// time and order
	"first second third last next previous former latter early late soon later before after during while since until ago already still yet always never often sometimes usually rarely seldom once twice again daily weekly monthly yearly nightly regular frequent rare quick slow fast sudden immediate current recent old new young long short whole half quarter double single several many few more most less least enough plenty",
	"now then finally eventually meanwhile meantime instead otherwise anyway besides moreover however therefore thus hence though although because unless except apart together alone apart along",
	// place
	"here there where inside outside within beyond above below under over between among beside behind ahead across around near far close away back forward up down left right elsewhere everywhere anywhere somewhere nowhere north south east west local remote abroad home",
	// quality
	"good better best bad worse worst fine great nice well right wrong true false real actual exact proper fair fit ready able possible impossible easy hard difficult simple heavy light big large small little tiny huge high low deep full empty wide narrow thick thin strong weak hot cold warm cool dry wet clean dirty safe dangerous free busy quiet loud important serious main major minor special particular general common ordinary usual normal standard typical strange different same similar equal other own public private personal separate single whole complete total entire necessary useful useless helpful worth enough extra further additional ready-made own central",
	"just only even also too very quite rather almost nearly about exactly simply really actually certainly surely perhaps maybe probably hardly barely mostly mainly partly fully completely entirely directly properly easily quickly slowly carefully clearly",
	"least most nothing something anything everything none neither nor both each every either all any some no not",
	"thanks thank please dear regards sincerely yours hello welcome yes no okay course",
	"afternoon desk gut sense nonsense sake guesswork gap blank surprise bother burden headache pain mess chaos patch round trip",
	"sense habit taste fun joy pride luck peace quiet calm rush pressure stress",
	"worthwhile likely unlikely fond keen willing reluctant",
	"straightforward narrow squarely chiefly squarely namely especially particularly roughly instead",
	"behind ourselves yourself themselves himself herself itself myself yourselves whichever whatever whoever wherever whenever however",
	"can could may might shall should will would must ought dare used",
	"apart regardless despite whether beforehand afterwards overnight upfront onwards",
	// numbers
	"zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen couple pair fifth sixth tenth percent plus minus times odd",
	// everyday nouns
	"ones else goes lies needn aren isn doesn don didn wasn won wouldn couldn vendor supplier provider partner entry limit decision comparison score crew folk department unit host guest friend enemy neighbour member boss manager director owner planner operator worker user agent technician supervisor consultant colleague expert newcomer beginner",
	"payment invoice bill account order purchase sale contract agreement signature deadline budget invest investment saving loss income margin profit fee bonus",
	"hunt race game fight war match battle score goal rule trick key lock door window wall floor roof house road street bridge corner queue crowd wave flood storm weather sun rain snow night dark light fire smoke ash water air earth ground stone wood iron metal glass paper pen pencil folder drawer cupboard shelf box bag basket wheel engine motor truck van car train bus ship boat plane bike phone tablet computer screen desk chair table cup coffee tea bread lunch dinner breakfast food",
	"mother father daughter son brother sister wife husband family child parent baby twin cousin uncle aunt name surname age birth death health body blood bone skin hair arm leg finger thumb glove shoe coat shirt pocket",
	"mail post letter folder inbox envelope stamp address telephone number",
	"cuff sleeve sake stake odds deal ends means sorts kinds times lots loads heaps tons",
	"town city village county state country nation continent region island mountain river sea coast harbour port airport station",
	"school university course class lesson teacher student exam degree book chapter title author reader writer editor press magazine newspaper radio television film music song picture photo camera colour color red blue green yellow black white grey brown",
	"north south east west northern southern eastern western",
	"summer winter spring autumn christmas easter holiday vacation weekend",
	"law court judge police army government parliament minister president mayor council committee board party vote election",
	"steering finance legal procurement purchasing security sales marketing operations production planning maintenance",
	// everyday verbs
	"receive fetch gather collect obtain borrow lend owe earn deserve inherit accept refuse reject deny allow permit forbid force oblige persuade convince encourage discourage tempt invite welcome greet introduce thank praise blame complain apologise forgive laugh smile cry weep sing dance play swim climb jump kick throw catch shoot hunt fish cook eat drink sleep wake dream breathe cough sneeze bleed wear dress wash clean sweep brush polish paint",
	"spoke spoken said asked told wrote written feed fed bought brought taught caught thought fought sought went gone came got gotten gave took shook woke broke chose froze wore tore swore bore born began ran sang drank sank swam rang built dealt felt kept knelt meant slept swept wept left lent sent spent bent",
	"install installation removal replacement arrival departure handover cleanup setup rollout takeover kickoff",
	"require required requires regard concern depend reverse revert retreat withdraw resume repeat recur renew refresh restore repair rebuild redo reuse reread rewrite retype",
	"describe compare contrast resemble differ vary match fit suit equal exceed surpass outgrow outlast outweigh outdo",
	"appear disappear vanish emerge arise occur happen exist persist survive last endure",
	"matter count weigh measure estimate gauge rate rank score grade sort",
	"settle establish found form shape organise organize arrange order prepare ready plan intend mean aim wish desire want long yearn",
	"reduce shrink grow expand stretch extend widen narrow deepen shorten lengthen lighten tighten loosen soften harden sharpen ease worsen improve",
	"store stored stores hide hidden bury buried lift raise lower sink float drown",
	"type typed typing retype copy paste scroll",
	"cover covered covers hold held holds concern concerns",
	"spoil ruin damage harm injure kill die dead alive",
	"guess gather reckon figure suspect sense smell taste",
	// everyday qualities
	"natural pleasant unpleasant comfortable uncomfortable convenient inconvenient suspicious dependent independent reversible permanent temporary legacy vain idle lazy brave shy wise clever stupid silly crazy mad angry calm gentle rude polite kind cruel selfish generous greedy rich poor cheap expensive costly valuable worthless precious rare common frequent familiar foreign native domestic international national regional",
	"awkward clumsy smooth rough flat round square straight bent crooked sharp blunt hard soft bitter sweet sour fresh stale raw ripe rotten",
	"tough rigid flexible stiff loose tight firm solid liquid hollow dense",
	"sober serious funny amusing boring dull exciting thrilling scary frightening shocking surprising disappointing annoying irritating embarrassing painful harmless innocent guilty responsible careless careful cautious reckless",
	"average median rough approximate precise accurate exact vague obvious evident apparent visible invisible hidden secret mysterious",
	"first-class second-hand everyday bigger smaller longer shorter higher lower larger faster slower older newer younger earlier later easier harder better worse",
	"whereas hereby thereby therein whereby wherein according depending including excluding concerning regarding considering given provided granted supposing assuming barring pending versus toward towards amid amongst onto upon via minus plus like unlike opposite underneath throughout",
	"alongside nearby beforehand hence forth so-called self oneself mine",
	"minimum maximum optimum total sum extent degree scale scope range span",
	"kilometre kilometres metre metres mile miles handful advance select proof prove untouched astray hospital happily using used uses unable instead afterward halfway alright",
	"doing does done spread assemble interview experiment exception concerned log login logs logged archive remainder obstacle attempt veto blessing sufficient ample plenty sensible reasonable decent modest humble honest genuine sincere loyal faithful patient eager anxious nervous upset relieved delighted thrilled",
	// what people have in mind
	"clarity silence patience apology compliment courage curiosity discipline emphasis enthusiasm evidence exception excuse favour flaw focus glance homework honour humour hurdle illusion impression incident instinct intention judgement layer luxury memory merit misunderstanding mood motive mystery myth noise occasion origin pace passage pattern perspective phrase pitch pleasure politics possibility precaution preference principle priority proportion puzzle quality quarrel reality reputation respect routine sacrifice scene secret shame shortcut slip spirit strength struggle substance suspicion sympathy symptom talent temptation tension theory threat timing trace truth urgency variety victim virtue vision weakness weight wisdom witness advantage drawback downside upside strongpoint shortcoming",
	"confuse confusing clarify emphasise stress underline insist object oppose resist hesitate bother worry distract disturb interrupt delay postpone cancel skip omit ignore overlook neglect pretend exaggerate overstate understate doubt question challenge confront admire appreciate resent regret miss mourn celebrate",
	"headcount workforce apprentice trainee veteran retiree foreman chairman chairwoman principal deputy assistant secretary clerk accountant controller lawyer engineer architect designer researcher scientist doctor nurse farmer baker carpenter welder driver pilot sailor soldier guard",
	"alike likewise similarly equally differently separately individually jointly together",
	"counted hung laid drawn shown given taken kept meant brought sent spent left lost found told known seen done gone made said held stood sat come become begun chosen fallen grown heard led paid put read run sold thought understood won written",
];

const IRREGULAR: ReadonlyMap<string, string> = new Map(
	[
		"taken took tak",
		"shown show",
		"seen saw see",
		"given gave giv",
		"chosen chose choos",
		"written wrote writ",
		"kept keep",
		"sent send",
		"built build",
		"made mak",
		"brought bring",
		"left leav",
		"lost los",
		"held hold",
		"told tell",
		"found find",
		"driven drove driv",
		"run ran running run",
		"planned planning plan",
		"moved mov",
	].flatMap((line) => {
		const all = line.split(" ");
		return all.slice(0, -1).map((word) => [word, all.at(-1) ?? word] as const);
	}),
);

/** A word without the endings of number, tense and comparison, so far that its forms meet. */
export function rootOf(word: string): string {
	const plain = word
		.toLowerCase()
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.replace(/['’]s?$/, "");
	const irregular = IRREGULAR.get(plain);
	if (irregular !== undefined) return irregular;
	const cut = plain
		.replace(/(?:ies|ied)$/, "y")
		.replace(/(?<=\w{3})(?:ingly|edly|ings?|ed|es|s|ly|er|ers|est)$/, "")
		.replace(/e$/, "");
	return cut.length < 3 ? plain : cut.replace(/([bdfglmnprt])\1$/, "$1");
}

const ROOTS: ReadonlySet<string> = new Set(
	PLAIN.flatMap((line) => line.split(" ")).flatMap((word) => [word, rootOf(word)]),
);

/** Whether a word says nothing by itself. */
export const isPlain = (word: string): boolean => ROOTS.has(word.toLowerCase()) || ROOTS.has(rootOf(word));

/** Words of one meaning where it is about what software does and for whom: each line is one. */
const SAME: readonly string[] = [
	"site location plant branch store depot hall factory shop warehouse workshop works premises building",
	"connection network coverage reception offline",
	"vendor supplier manufacturer",
	"import takeover migrate migration imported migrated",
	"withdraw withdrawn retract",
	"error mistake fault",
	"delay late overdue lateness",
	"tariff bundle",
	"phone smartphone mobile handset",
	"customer subscriber client",
	"appointment visit slot",
	"technician fitter installer engineer",
	"agent operator",
	"launch start",
	"show display see visible",
	"fetch read pull",
	"machine equipment",
	"shift move",
];
const MEANINGS: ReadonlyMap<string, string> = new Map(
	SAME.flatMap((line) => line.split(" ").map((word, _, all) => [rootOf(word), rootOf(all[0] ?? word)] as const)),
);

/** What a root means: one for all words of one meaning. */
export const meaningOf = (root: string): string => MEANINGS.get(root) ?? root;
