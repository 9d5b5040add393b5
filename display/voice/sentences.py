"""What the kiosk says of its pages, a clip each, in both languages. Numbers come from the clips of the call."""

SENTENCES = {
    "page-start": (
        "أَهْلًا بِكَ. اِلْمِسْ نَوْعَ الخِدْمَةِ الَّتِي تُرِيدُهَا. وَأَسْفَلَ الشَّاشَةِ زِرٌّ لِلأَوْلَوِيَّة، وَزِرٌّ لِلبَحْث.",
        "Welcome. Touch the kind of service that you want. Below are a button for priority, and one for searching.",
    ),
    "page-priority": (
        "دَوْرٌ لَهُ أَوْلَوِيَّة. اِلْمِسْ نَوْعَ الخِدْمَة. لَنْ يَسْأَلَكَ أَحَدٌ عَنِ السَّبَب.",
        "A priority turn. Touch the kind of service. Nobody asks for a reason.",
    ),
    "waiting": ("عَدَدُ المُنْتَظِرِينَ الآن", "People waiting now:"),
    "page-sector": (
        "اِلْمِسِ الخِدْمَةَ الَّتِي تُرِيدُهَا. وَلِلرُّجُوعِ اِلْمِسِ الزِّرَّ الأَوَّلَ فِي أَسْفَلِ الشَّاشَة.",
        "Touch the service that you want. To go back, touch the first button at the bottom.",
    ),
    "page-service": (
        "هُنَا المُسْتَنَدَاتُ المَطْلُوبَة، وَالرُّسُومُ، وَالمُدَّة. اِقْرَأْهَا قَبْلَ أَخْذِ التَّذْكِرَة.",
        "Here are the papers to bring, the fee and the set time. Read them before you take a ticket.",
    ),
    "papers": ("عَدَدُ المُسْتَنَدَات", "Number of papers:"),
    "fee": ("الرُّسُوم", "The fee is"),
    "pounds": ("جُنَيْهًا مِصْرِيًّا", "Egyptian pounds."),
    "page-take": (
        "لِأَخْذِ تَذْكِرَةٍ اِلْمِسِ الزِّرَّ الكَبِير. وَيُمْكِنُكَ طِبَاعَةُ القَائِمَةِ دُونَ تَذْكِرَة.",
        "To take a ticket, touch the large button. You can also print the list without a ticket.",
    ),
    "page-ticket": ("تَمَّ حَجْزُ دَوْرِك. رَقْمُكَ هُوَ", "Your turn is booked. Your number is"),
    "ahead": ("عَدَدُ مَنْ قَبْلَك", "People before you:"),
    "wait": (
        "اِنْتَظِرْ فِي الصَّالَةِ حَتَّى يَظْهَرَ رَقْمُكَ عَلَى الشَّاشَة.",
        "Please wait in the hall until the screen shows your number.",
    ),
    "page-help": (
        "لِطَلَبِ المُسَاعَدَةِ اِلْمِسْ زِرَّ اِسْتِدْعَاءِ المُوَظَّفِين. وَيَسُرُّهُمْ أَنْ يُسَاعِدُوكَ عِنْدَ أَيِّ شُبَّاك.",
        "To ask for help, touch the button that calls staff. They gladly help you at any window.",
    ),
    "page-called": (
        "تَمَّ اِسْتِدْعَاءُ المُوَظَّفِين. اِنْتَظِرْ هُنَا مِنْ فَضْلِك.",
        "Staff have been called. Please stay here.",
    ),
    "page-closed": (
        "لَا تُصْرَفُ أَرْقَامٌ الآن. اِسْأَلِ المُوَظَّفِينَ مِنْ فَضْلِك.",
        "No numbers are given now. Please ask the staff.",
    ),
    "page-search": (
        "اُكْتُبْ كَلِمَةً مِنِ اسْمِ الخِدْمَة، ثُمَّ اِلْمِسْ زِرَّ البَحْث.",
        "Type a word of the service's name, then touch search.",
    ),
    "page-found": ("عَدَدُ الخِدْمَاتِ الَّتِي وَجَدْنَاهَا", "Services found:"),
    "page-nothing": (
        "لَمْ نَجِدْ خِدْمَةً بِهَذِهِ الكَلِمَة. جَرِّبْ كَلِمَةً أُخْرَى، أَوِ اِلْمِسْ زِرَّ المُسَاعَدَة.",
        "No service was found with this word. Try another word, or touch help.",
    ),
    "page-mine": (
        "اِلْمِسِ الزِّرَّ الأَوَّلَ إِنْ كَانَ لَكَ مَوْعِدٌ مَحْجُوز، وَالثَّانِيَ إِنْ فَاتَكَ النِّدَاء.",
        "Touch the first button if you have a booked time, the second if you missed your call.",
    ),
    "page-missed": (
        "اِلْمِسْ حَرْفَ تَذْكِرَتِك، ثُمَّ اُكْتُبْ رَقْمَهَا، ثُمَّ اِلْمِسِ الزِّرَّ الكَبِير.",
        "Touch the letter of your ticket, type its number, then touch the large button.",
    ),
    "page-back": ("عَادَ رَقْمُكَ إِلَى الدَّوْر. رَقْمُكَ هُوَ", "Your number is back in line. Your number is"),
    "page-booked": (
        "اُكْتُبْ أَرْقَامَ الحَجْزِ السِّتَّة، ثُمَّ اِلْمِسِ الزِّرَّ الكَبِير.",
        "Type the six digits of your booking, then touch the large button.",
    ),
    "page-collect": (
        "اُكْتُبْ رَقْمَ الطَّلَبِ المُدَوَّنَ فِي إِيصَالِ التَّقْدِيم، ثُمَّ اِلْمِسِ الزِّرَّ الكَبِير.",
        "Type the number of the request that is on your slip, then touch the large button.",
    ),
    "page-wrong": (
        "هُنَاكَ خَطَأ. اِقْرَأِ الرِّسَالَةَ وَصَحِّحْ مَا كَتَبْت.",
        "Something is wrong. Read the message and correct what you typed.",
    ),
    "page-list": (
        "تُطْبَعُ قَائِمَةُ المُسْتَنَدَاتِ الآن. لَمْ تُؤْخَذْ تَذْكِرَة.",
        "The list of papers is being printed. No ticket was taken.",
    ),
    "page-lanes": (
        "تُنَادَى الأَرْقَامُ العَادِيَّةُ بِتَرْتِيبِ أَخْذِهَا.",
        "Ordinary numbers are called in the order in which they were taken.",
    ),
    "lanes-priority": ("وَرَقْمُ الأَوْلَوِيَّةِ يَسْبِقُ بِهَذَا القَدْر:", "A priority number is ahead by"),
    "lanes-booked": ("وَالمَوْعِدُ المَحْجُوزُ يَسْبِقُ بِهَذَا القَدْر:", "A booked time is ahead by"),
    "lanes-minutes": ("بِالدَّقِيقَة.", "minutes."),
    "page-welcome": ("أَهْلًا بِكُم. اِلْمِسِ الشَّاشَةَ لِلْبَدْء.", "Welcome. Touch the screen to begin."),
    "page-refused": (
        "لَمْ يَتِمَّ مَا أَرَدْت. اِلْمِسِ الزِّرَّ الكَبِيرَ لِلرُّجُوعِ إِلَى البِدَايَة.",
        "This did not work. Touch the large button to go back to the start.",
    ),
    "page-away": (
        "الخِدْمَةُ مُتَوَقِّفَةٌ مُؤَقَّتًا. اِسْأَلِ المُوَظَّفِينَ أَوْ تَوَجَّهْ إِلَى أَيِّ شُبَّاك. وَالأَرْقَامُ الَّتِي أُخِذَتْ مَحْفُوظَة.",
        "The service is interrupted. Please ask the staff or go to any window. Numbers already taken are kept.",
    ),
    "lanes-end": ("وَلَا يَنْتَظِرُ أَحَدٌ بِلَا نِهَايَة.", "Nobody waits for ever."),
}


def sentences_of(language: str) -> dict[str, str]:
    """Give what the kiosk's clips say in a language, `ar` or `en`, by clip."""
    return {name: said[0 if language == "ar" else 1] for name, said in SENTENCES.items()}
