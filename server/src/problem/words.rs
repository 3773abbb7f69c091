//! The kinds of problem, and what each is called in four languages.

macro_rules! kinds {
    ($($(#[$meta:meta])* $name:ident $status:literal $word:literal $en:literal $zh:literal $es:literal $ar:literal)*) => {
        /// The kinds of problem of `PARTICIPATE.md`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $($(#[$meta])* $name),*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),*];

            /// What an app knows it by.
            pub fn word(self) -> &'static str {
                match self { $(Kind::$name => $word),* }
            }

            /// Its status.
            pub fn status(self) -> u16 {
                match self { $(Kind::$name => $status),* }
            }

            /// What a person reads.
            pub fn title(self, language: &str) -> &'static str {
                match (self, language) {
                    $((Kind::$name, "zh-Hans") => $zh,
                    (Kind::$name, "es") => $es,
                    (Kind::$name, "ar") => $ar,
                    (Kind::$name, _) => $en),*
                }
            }
        }
    };
}

kinds! {
    /// Nothing here, or not yours.
    NotFound 404 "not-found"
        "There is nothing here." "这里没有内容。" "Aquí no hay nada." "لا يوجد شيء هنا."
    /// Another method.
    MethodNotAllowed 405 "method-not-allowed"
        "This cannot be done here." "此处不能这样操作。" "Esto no se puede hacer aquí." "لا يمكن فعل هذا هنا."
    /// Not JSON, or a query nobody understands.
    Malformed 400 "malformed"
        "The request cannot be read." "无法读取该请求。" "No se puede leer la petición." "تعذّرت قراءة الطلب."
    /// A body that is not JSON by its own word.
    MediaType 415 "media-type"
        "The body has to be JSON." "请求内容必须是 JSON。" "El cuerpo tiene que ser JSON." "يجب أن يكون المحتوى بصيغة JSON."
    /// A field is missing or wrong.
    Invalid 422 "invalid"
        "A field is missing or wrong." "有字段缺失或错误。" "Falta un campo o es incorrecto." "حقل ناقص أو غير صحيح."
    /// Too much at once.
    TooLarge 413 "too-large"
        "This is too much at once." "一次发送的内容过多。" "Es demasiado de una vez." "هذا أكثر مما يُرسل دفعة واحدة."
    /// No account, or a device that was revoked.
    SignInNeeded 401 "sign-in-needed"
        "Please sign in." "请先登录。" "Inicia sesión, por favor." "يرجى تسجيل الدخول."
    /// A site the backend does not know.
    OriginUnknown 403 "origin-unknown"
        "This site is not known here." "此处不认识该网站。" "Aquí no se conoce este sitio." "هذا الموقع غير معروف هنا."
    /// A request that another site could have forged.
    ClientHeaderMissing 403 "client-header-missing"
        "The header Atrium-Client is missing." "缺少标头 Atrium-Client。" "Falta la cabecera Atrium-Client." "الترويسة Atrium-Client ناقصة."
    /// Signed in, but not as staff.
    NotStaff 403 "not-staff"
        "This is for staff." "仅限工作人员。" "Esto es para el personal." "هذا مخصّص للموظفين."
    /// A phrase, key or code that is wrong, used or too old.
    PhraseUnknown 404 "phrase-unknown"
        "This phrase, key or code is not known, or no longer." "该短语、密钥或代码无效或已失效。" "Esta frase, clave o código no se conoce, o ya no." "هذه العبارة أو المفتاح أو الرمز غير معروف أو لم يعد صالحًا."
    /// The id belongs to another account.
    IdTaken 409 "id-taken"
        "This id is taken." "该标识已被占用。" "Este identificador ya está en uso." "هذا المعرّف مستخدم."
    /// What a running challenge is about.
    GoalFixed 409 "goal-fixed"
        "What is counted can no longer change." "计数方式不能再更改。" "Ya no se puede cambiar lo que se cuenta." "لم يعد بالإمكان تغيير ما يُحتسب."
    /// What the public has seen.
    PublishedOnce 409 "published-once"
        "What was published can be unpublished, not deleted." "已发布的内容可以撤下，但不能删除。" "Lo publicado se puede retirar, no borrar." "ما نُشر يمكن سحبه لا حذفه."
    /// An entry is never changed.
    EntryDiffers 409 "entry-differs"
        "This entry is here with another content." "该记录已存在，但内容不同。" "Esta anotación está aquí con otro contenido." "هذا القيد موجود بمحتوى آخر."
    /// No such challenge.
    ChallengeUnknown 422 "challenge-unknown"
        "This challenge is not known here." "此处没有这个挑战。" "Aquí no se conoce este reto." "هذا التحدي غير معروف هنا."
    /// No such reader.
    ProfileUnknown 422 "profile-unknown"
        "This reader is not known here." "此处没有这位读者。" "Aquí no se conoce a este lector." "هذا القارئ غير معروف هنا."
    /// No such team, or another invitation.
    TeamUnknown 422 "team-unknown"
        "This team or its invitation is not known." "没有这个小组或邀请码不对。" "No se conoce este equipo o su invitación." "هذا الفريق أو دعوته غير معروفين."
    /// No such code.
    CodeUnknown 422 "code-unknown"
        "This code is not known." "没有这个代码。" "No se conoce este código." "هذا الرمز غير معروف."
    /// More than an account may have.
    TooMany 422 "too-many"
        "An account cannot have more of these." "账户中该项已达上限。" "Una cuenta no puede tener más." "لا يمكن للحساب أن يضم المزيد."
    /// A change without the state it is a change of.
    PreconditionRequired 428 "precondition-required"
        "Say which version you change." "请说明要更改的版本。" "Di qué versión cambias." "حدّد النسخة التي تغيّرها."
    /// Changed by somebody else.
    PreconditionFailed 412 "precondition-failed"
        "Somebody else has changed this in the meantime." "期间已有他人更改。" "Alguien lo ha cambiado entretanto." "غيّر شخص آخر هذا في هذه الأثناء."
    /// Too often.
    RateLimited 429 "rate-limited"
        "Too often; please wait a while." "操作过于频繁，请稍候。" "Demasiado seguido; espera un poco." "محاولات كثيرة؛ يرجى الانتظار قليلًا."
    /// Ours.
    Internal 500 "internal"
        "Something went wrong here." "服务器出了问题。" "Algo ha fallado aquí." "حدث خطأ هنا."
    /// Ours, and passing.
    Unavailable 503 "unavailable"
        "Not available just now." "暂时不可用。" "No disponible en este momento." "غير متاح الآن."
}
