/**
 * Words that mean much the same in what buyers say, so that what was learned of one holds for its neighbours.
 * One class a row; a word may stand in several, of which the first counts.
 */
export const WORD_CLASSES: Readonly<Record<string, string>> = {
	budget:
		"budget budgeted budgets capex opex funds funding fund funded purse pot kitty envelope allocation allocated earmarked ringfenced reserve reserved coffers coffer grant granted subsidy allowance cheque check wallet chequebook checkbook treasury cash money moneys appropriation appropriated cost-centre drawer till war-chest",
	spend:
		"spend spending invest afford stretch pay stump splash fork release released releases free unlock unlocks sanction sanctioned sanctions disburse disburses",
	saved: "aside by tucked parked stashed",
	currency:
		"eur euro euros usd dollar dollars bucks gbp pound pounds quid sterling chf francs franc sek nok dkk kronor kroner krona krone kr tkr inr rupees rupee rs jpy yen rand zar pln zloty zlotys huf forint czk koruna try lira aed dirham dirhams sar riyal naira ngn peso pesos brl reais cad aud nzd sgd won yuan rmb cny ringgit baht shillings kes",
	scale: "thousand grand million millions hundred k mio lakh crore billion tsd",
	sign: "sign signs signed signature signatory signatories countersign countersigns countersigned sign-off signoff initials autograph ink rubber-stamp stamp stamps pen",
	decide:
		"decide decides decided decision decisions decision-maker approve approves approved approval authorise authorises authorize authorizes bless blessing nod okay ok okays go-ahead greenlight green-light veto vetoes consent ratify ratifies endorse endorses verdict ruling say-so final ultimately mandate mandates",
	process:
		"committee committees tender tenders rfp rfq rfi procurement procure shortlist short-list shortlisted evaluation evaluations scoring panel jury review reviews reviewed steps stage stages phase gate gates procedure procedures process framework vetting onboarding questionnaire due diligence assessment works-council council hearing vote votes voted round reading circulate quorum convenes",
	criterion:
		"criteria criterion weigh weighs weight weighted weighting decisive tip tips balance scale scales choose choosing chosen pick picks picking compare compared comparing whichever whoever wins win judge judged judging score scored scores matter matters counts count deciding factor factors yardstick points rank ranked ranking benchmark choice choices selection select selected judging comparison evaluated evaluate award awarded convince convinces convincing decisive importance important priority",
	pain: "problem problems issue issues trouble troubles nightmare mess messy chaos struggle struggling struggles headache headaches pain painful annoying annoys frustrating frustrated fed-up broken breaks broke break fails failed failing failure failures crash crashes crashing lost lose loses losing missing misses late delay delays delayed wrong mistake mistakes error errors complaint complaints complain complains bottleneck waste wasted wasting slow slowly manually manual retype retypes retyping paper stuck blind guess guessing guesswork idle outage outages downtime leaking leaks leaked duplicate duplicated twice backlog overtime chasing chase hunting searching drown drowning swamped firefighting shouting rot rots rotting spoiled unreadable illegible outdated nobody",
	crude:
		"excel spreadsheet spreadsheets paper papers fax faxes faxed whiteboard clipboard clipboards binder binders notebook notebooks sticky stickies post-it napkin napkins inbox handwriting handwritten photocopy printout printouts folder folders shouting stamp carbon typewriter pencil chalk",
	neglect:
		"forgotten forget forgets unnoticed differently unread unanswered unfinished unplanned unpaid unbilled overlooked untouched unused unsorted unclear unknown inconsistent incomplete obsolete stale expired vanish vanishes vanished disappear disappears mixed swapped mislabelled misplaced overbooked oversold overrun stops stand stands waits waiting queue queues",
	goal: "want wants wish wishes would-like goal goals aim aims aiming objective ambition dream hope hoping idea vision intend intends ultimately be-able able enable improve increase reduce cut shorten halve eliminate automate see know",
	must: "must mandatory compulsory required requires require requirement requirements need needs has-to have-to obligatory without non-negotiable condition prerequisite essential unless shall minimum at-least support supports supported comply compliant compliance certified certificate certification iso gdpr encrypted hosted hosting export import integrate integrates integration interface api sso offline language",
	deadline:
		"deadline deadlines by before until till latest live go-live golive start starts starting begin begins launch rollout roll-out running ready season harvest easter christmas ramadan eid diwali spring summer autumn winter term semester holidays expires expiry expire runs-out year-end quarter month week",
	measure:
		"percent per-cent rate average hours minutes days weeks times tonnes tons kilos litres pallets calls tickets orders cases units daily weekly monthly yearly annually per shift each every",
	champion:
		"pushing push pushes fighting fight fights fought defend defended defending defends advocate advocates fan fans rooting backing backs champion championing behind convinced persuade persuading convincing sold love loves loved lobby lobbying lobbies vouch vouches praise praised praises singing sings banging beat beats drum argue argued argues corner side promote promoting promotes sponsor",
	competitor:
		"competitor competitors rival rivals vendor vendors supplier suppliers provider alternative alternatives incumbent offer offers quotes quote bid bids undercut undercuts cheaper against versus vs compare shortlist besides alongside instead currently using use uses switch switching demo demos",
	objection:
		"expensive pricey price costly risk risks risky worried worry worries concern concerned concerns afraid fear fears doubt doubts sceptical skeptical hesitant reluctant hesitate uneasy burned burnt scared too steep overkill hardly unconvinced unsure trust lock-in small young unproven busy wait later postpone postponed freeze hold resist resistance against union",
	agreed:
		"agreed agree agrees settled deal done confirmed confirm fixed shook shake shaken both stands accepted accept accepts terms term understood tick sealed handshake stick",
	promise: "i'll we'll will shall going promise undertake undertakes leave send bring come forward take",
	ask: "please kindly could can would send tell explain confirm provide let ask question questions answer show clarify quote call",
	role: "ceo cfo coo cto cio ciso md fd dpo director directors manager managers head chief president chairman chairwoman chair board boss owner partner partners founder treasurer controller bursar dean rector mayor minister secretary principal headmaster headmistress abbot bishop commander captain matron consultant superintendent lead leader supervisor foreman vp gm governor governors trustees trustee shareholders council councillor commissioner administrator officer purchasing procurement finance legal it security accounts accounting management headquarters hq group parent",
	family:
		"brother sister wife husband father mother son daughter uncle aunt cousin dad mum mom father-in-law sister-in-law brother-in-law",
	self: "i me my myself mine i'm i've i'd",
	us: "we us our ours ourselves we're we've we'd",
	you: "you your yours you're you've you'd u ur",
	they: "he she they him her them his their he's she's they're",
	deny: "not no never none nothing nobody without don't doesn't didn't isn't aren't wasn't won't wouldn't can't cannot couldn't haven't hasn't hadn't neither nor hardly scarcely ain't",
	suppose:
		"if would might maybe perhaps could someday suppose imagine assume assuming had were unless wish hypothetically whether",
	past: "was were had used did ago formerly once previous previously earlier last yesterday former retired",
	workers:
		"staff team teams crew crews colleagues colleague people employees employee drivers driver nurses nurse technicians technician clerks clerk dispatchers dispatcher planners planner foremen foreman fitters fitter pickers picker operators operator teachers teacher volunteers volunteer caretakers caretaker engineers engineer doctors doctor pharmacists pharmacist receptionist receptionists secretaries secretary waiters cooks guards guard inspectors inspector couriers courier welders electricians electrician cleaners lads ladies girls boys workers worker labourers mechanics mechanic agents agent analysts accountants bookkeepers auditors rangers tellers coaches tutors midwives paramedics buyers chemists surveyors rep reps apprentices trainees interns trainee installers carers cashiers fishermen skippers captains ",
	clients:
		"customers customer patients patient students student pupils parents tenants tenant guests guest members member citizens residents passengers growers farmers suppliers clients visitors callers donors borrowers applicants policyholders readers shoppers dealers subscribers households families owners breeders ",
	matter:
		"orders order invoices invoice forms form contracts contract deliveries delivery tickets ticket shifts shift rota roster stock parts part parcels parcel files file records record lists list labels label machines machine trucks truck vans van pallets pallet batches batch samples sample appointments bookings booking claims claim keys key drawings drawing documents document requests request payments payment timesheets timesheet notes inventory spares tools tool vehicles vehicle shipments shipment containers container rooms beds meters meter readings permits certificates licences letters reminders reports report schedule schedules prescriptions referrals refunds returns crates trolleys trailers boats pumps sensors tanks sheets dossiers binders plan plans data figures numbers addresses applications complaints repairs jobs job visits stickers barcodes spreadsheets",
	daily:
		"daily nightly always often constantly forever regularly usually sunday monday mornings evenings nights afterwards meanwhile halfway",
	private:
		"weather rain rained raining snow snowed sun sunny storm heat holiday vacation birthday wedding kids children baby grandchildren football match rugby cricket tennis recipe cooking bake baked cake cakes soup goulash beer wine dinner breakfast biscuits cookies dog cat garden knee sick flu cold doctor's museum choir concert hike hiking ski skiing beach bike cycling marathon swim fishing mushrooms honey grandmother grandfather neighbours neighbour dentist school-run airport hotel jet-lag weekend fun funny joke jokes laugh laughed smile tired sleep slept dream dreams song music film book books cinema theatre festival parade fireworks christmas-party barbecue tram bus canteen elevator lift heating coffee-machine printer office-move",
	press:
		"newsletter edition issue proud delighted announce announces announced award awards awarded-by anniversary jubilee turnover revenue revenues growth sustainability sustainable brand innovation innovative strategy mission values vision-statement unsubscribe click register subscribe follow linkedin webinar trade-fair fair exhibition stand booth headquarters-opening acquisition merger shareholders-meeting dividend quarter-results disclaimer confidential privileged intended recipient registered vat",
	papers:
		"attached attachment enclosed enclosure brochure leaflet slides presentation profile catalogue pdf link website homepage page pages photo photos picture pictures video screenshot minutes draft version copy copied cc bcc forwarded fyi",
	costs:
		"cost costs costing charge charges charged fee fees rate bill bills billed invoice-total salary wages rent insurance tax taxes loan mortgage repair renovation roof",
	thanks: "thanks thank regards cheers greetings dear hello hi sincerely best welcome pleasure glad congratulations",
	meeting:
		"meeting call demo visit appointment calendar invite agenda minutes teams zoom room parking train flight hotel lunch coffee",
	hold: "holds hold keeps keep guards guard sits sit carries carry controls control owns own manages runs",
};

/** Turns of phrase that mean what a class means, though their words do not. */
export const PHRASE_CLASSES: Readonly<Record<string, string>> = {
	budget:
		"cost centre|cost center|purse strings|money bag|set aside|put by|put aside|laid aside|in the pot|to play with|to spend|green for up to|price range|price tag up to|financial frame|spending limit|upper limit|as much as|as far as|at our disposal|at my disposal|in the plan|has been allotted|was granted|been granted|been approved|i was given|we were given|got cleared|in the kitty|no more than|not a penny more|not a cent more|money for it|money for this",
	decide:
		"last word|final word|final say|have a say|has a say|say yes|says yes|says no|say no|yes or no|go or no|green light|go ahead|calls the shots|call the shots|his call|her call|my call|their call|your call|makes the call|take the decision|takes the decision|make the decision|makes the decision|up to him|up to her|up to me|free hand|has to agree|must agree|have to agree|has to be in favour|without a yes|holds a veto|has a veto|right of veto|the choice lies|lies with|rests with|sits with|sole director|on my own authority|nobody to ask|no one to ask|need not ask|needn't ask|don't need to ask|my own boss|thumbs up|the one who chooses|the one who picks|decision maker|decision taker|has to be convinced|have to convince|must be convinced",
	sign: "puts his name|puts her name|put their name|put my name|dotted line|name under it|his initials|her initials|with the pen|signs it off|sign it off|signed off",
	hold: "sits on the|keeps hold of|in charge of the|keeps an eye on the money|opens the purse|opens the wallet|opens the tap|opens the drawer|comes out of|paid from|paid out of|charged to|booked on|booked against|goes on the account|account holder|pays for it|pays for this|who pays|who's paying|holds the money|on the money",
	champion:
		"on your side|in your favour|in your corner|for you|behind you|behind this|good word|put your name|your name forward|sings your praises|fan of yours|your biggest fan|believes in you|swears by|stands up for|stood up for|stuck my neck out|stick my neck out|fight for|fights for|fighting for|want you in|wants you in|want you to win|convinced of you|talk of nothing else|talks of nothing else|backing you|carry it through|selling you|sold it to|told everyone|tells everyone|telling everyone|telling everybody|tells everybody|brought you in|bring it through|lobbying for|speaking for you|spoke for you|spoken for you|argue for you|argues for you",
	pain: "by hand|on paper|in somebody's head|in his head|in her head|fall through|falls through|falls over|fall over|goes missing|go missing|going missing|get lost|gets lost|no idea|no overview|no one knows|nobody knows|no one notices|without anyone noticing|without anybody noticing|too late|all over the place|out of date|run after|running after|ring round|phone round|phone around|ring around|in the dark|flying blind|twice over|two or three times|again and again|over and over|every single time|all day long|stand still|stands still|stands idle|queue up|piles up|pile up|gives up|give up|fed up|sick of|tired of|drives me mad|drives us mad|drive me mad|keeps me awake|what hurts|hurts us|the trouble is|trouble is|does not match|don't match|never match|doesn't match|different versions|does not talk|do not talk|don't talk|can't see|cannot see|can't tell|cannot tell",
	goal: "would like to|like to be able|so that|in order to|be in a position to|what we're after|what we are after|in one place|at a glance|on one screen|in one go|get rid of|instead of|the idea is|the aim is|the goal is|our aim is|our goal is|the point is to|want to be able|self service|in real time|rather than|without having to",
	must: "has to|have to|must have|non negotiable|no way around|can't do without|cannot do without|can't take it|deal breaker|from day one|is a must|out of the question|only if it|no use to us|of no use|insist on|insists on|condition is|on condition|has to come with|needs to work|needs to run",
	deadline:
		"go live|goes live|be live|up and running|in place by|at the latest|no later than|not later than|makes no sense after|too late after|in time for|ahead of the|before the season|runs out|comes to an end|end of the|beginning of|start of the|middle of|mid of|half of|week of|as of|from then on|on paper before|within the next|time frame|kick off|ready by",
	criterion:
		"comes down to|boils down to|what counts|what matters|what we look at|look at most|number one|first and foremost|most of all|above all|tip the balance|tips the balance|tip the scales|breaks the tie|break the tie|stands and falls|hinges on|depends on|carries the greatest|carries most|the deciding|deciding factor|evaluation sheet|score sheet|scores highest|to be chosen|we will choose|we'll choose|we choose by|decides for us|wins it|gets the contract|gets the order|gets the job|makes the race|the winner|goes to whoever",
	process:
		"works council|supervisory board|steering group|steering committee|project group|three offers|three quotes|two quotes|business case|due diligence|reference visit|reference call|short list|long list|two rounds|second round|first round|before anything|goes to|goes through|go through|goes via|passes through|has to pass|looked at by|looks at it|look at it|before her|before him|before it's signed|before it is signed|after that|and then|and only then|once that|in that order|majority of|out of three|unanimous vote|put to the vote|next session|next sitting|paper to the board|recommendation to|makes a recommendation|purchase order|four eyes|vendor form|supplier form",
	measure:
		"per cent|per week|per month|per day|per year|per shift|a week|a month|a day|a year|an hour|each day|each week|each month|each time|every day|every week|every month|on average|out of ten|in ten|in five|in a hundred|full time|man hours|person days|times a",
	competitor:
		"up against|weighing you against|comparing you with|compare you with|also talking to|in talks with|other bidders|other vendors|other offers|on the table|in the running|in the race|still in the|shortlist with|also quoted|also looking at|looking at|already use|we use|have been using|came in at|came in cheaper|offer from|offer of|quote from|next to you|apart from you|besides you|other than you|instead of you",
	objection:
		"too much|too dear|too expensive|too big|too small|too far|too complicated|too early|too soon|more than we|more than i|not sure|no time|not now|not this year|bad moment|wrong moment|cold feet|burnt our fingers|burned our fingers|what if|hard to defend|hard to justify|can't justify|cannot justify|can't defend|cannot defend|can't explain|put off|on hold|on ice|after the|until after|locked in|tied to|no need|do without|good enough|works well enough|does the job|much the same|never heard of|track record|made for bigger|does not cover|doesn't cover",
	agreed:
		"as agreed|we agreed|you agreed|both agreed|shook hands|it's a deal|that's a deal|so that stands|that stands|is settled|is fixed|tick that off|fine with both|both sides|both parties|on both sides|as we said|we said and|in both drafts",
	promise:
		"leave it with me|leave that with me|leave that to me|leave it to me|i take care|i'll see to|count on me|on my list|you'll have|you will have|you'll get|you will get|you shall have|you shall receive|will be with you|get back to you|come back to you|let you know|on its way|my word|i undertake|we undertake|consider it done",
	thanks:
		"kind regards|best regards|many thanks|thank you|best wishes|all the best|yours sincerely|warm regards|looking forward|have a nice|have a good|hope you are|hope this",
};
