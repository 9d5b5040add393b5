"""What the cards of windows, kiosks and boards say: how each is started, and which keys a window has."""

STEPS = {
    "ar": {
        "window": ("افتح المتصفح وسجل الدخول بكودك.", "اختر هذا الشباك وافتحه.", "اضغط N لنداء الرقم التالي."),
        "kiosk": (
            "افتح متصفح الجهاز على العنوان المبين.",
            "يظهر على الشاشة رمز من ستة أحرف، صالح لعشر دقائق.",
            "يكتب المدير الرمز في «الإعدادات» ثم «الأجهزة»، ويختار «جهاز التذاكر».",
            "تفتح صفحة الأرقام وحدها بعد لحظات.",
        ),
        "board": (
            "افتح متصفح الشاشة على العنوان المبين.",
            "يظهر على الشاشة رمز من ستة أحرف، صالح لعشر دقائق.",
            "يكتب المدير الرمز في «الإعدادات» ثم «الأجهزة»، ويختار «شاشة النداء».",
            "تفتح شاشة النداء وحدها بعد لحظات.",
        ),
    },
    "en": {
        "window": (
            "Open the browser and sign in.",
            "Choose this window and open it.",
            "Press N to call the next number.",
        ),
        "kiosk": (
            "Open the kiosk’s browser at the address shown.",
            "A code of six letters appears; it holds for ten minutes.",
            "A manager types it under Settings, Devices, and chooses Kiosk.",
            "The page of numbers opens by itself in a moment.",
        ),
        "board": (
            "Open the board’s browser at the address shown.",
            "A code of six letters appears; it holds for ten minutes.",
            "A manager types it under Settings, Devices, and chooses Board.",
            "The calling board opens by itself in a moment.",
        ),
    },
}
KEYS = {
    "ar": {
        "N": "نداء التالي",
        "S": "بدء الخدمة",
        "R": "إعادة النداء",
        "A": "لم يحضر",
        "O": "فتح طلب",
        "F": "إنهاء: تمت الخدمة",
        "X": "إنهاء: تعذرت الخدمة",
        "H": "تعليق",
        "T": "تحويل أو إعادة أو إضافة خدمة",
        "G": "الأرقام",
    },
    "en": {
        "N": "Call next",
        "S": "Start serving",
        "R": "Call again",
        "A": "Absent",
        "O": "Open a request",
        "F": "Finish: served",
        "X": "Finish: not possible",
        "H": "Hold",
        "T": "Send on, back, or add a service",
        "G": "Numbers",
    },
}
