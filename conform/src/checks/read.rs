//! What class Read promises.

super::checks! {
    "contract/API.md#rules-for-every-document" {
        ANSWERS "read.answers" "Every address that a document names answers with 200.";
        REDIRECTS "read.redirects" "A document answers at its address, or after a few redirects that end.";
        SECURE "read.secure" "A backend that others reach is served by https.";
        LIMITS "read.size" "A document has at most 2 MB, and its body ends.";
        CONTENT_TYPE "read.content-type" "A document is served as application/json.";
        UTF8 "read.utf-8" "A document is UTF-8.";
        JSON "read.json" "A document is JSON, and not nested beyond reason.";
        TOP "read.top" "A document says \"atrium\": \"1\" and the type that was linked to.";
        DECODES "read.decodes" "Nothing in a document has to be refused or left out.";
        ZONES "read.zones" "A zone is one of the IANA time zone database.";
        LANGUAGES "read.languages" "A language that one title has, all have.";
        CORS "read.cors" "A document may be read from any origin: Access-Control-Allow-Origin: *.";
        CORS_NULL "read.cors-null" "A page without an origin of its own (Origin: null) may read it too.";
        CORS_EXPOSED "read.cors-exposed" "ETag and Link are exposed to scripts of other origins.";
        ETAG "read.etag" "A document has an ETag.";
        ETAG_STRONG "read.etag-strong" "The ETag is strong.";
        ETAG_STABLE "read.etag-stable" "The ETag stays the same as long as the document does.";
        NOT_MODIFIED "read.not-modified" "A document that is known is answered with 304 and no body.";
        MODIFIED "read.modified" "A document that is not known is sent, whatever ETag the reader has of something else.";
        CACHE_CONTROL "read.cache-control" "Cache-Control says how long a document may be kept, and a change is seen within a day.";
        COMPRESSED "read.compressed" "A document is compressed for whoever takes it.";
        ENCODING "read.encoding" "What is compressed is the same document, said by Content-Encoding and Vary.";
        HEAD "read.head" "HEAD answers as GET does, without a body.";
        MISSING "read.missing" "What is not there is 404, and not a page that says so.";
        LINKS "read.links" "A link resolves to an http or https address.";
    }
    "contract/API.md#alliance--where-everything-starts" {
        MEMBERS "read.members" "An alliance has members, and each is what the alliance says it is: id, kind and name.";
    }
    "contract/API.md#member" {
        OFFERS "read.offers" "A member says which classes it offers, and links to what they start with.";
    }
    "contract/API.md#card--a-document-seen-from-outside" {
        CARD "read.card" "A card has the id, the title and the days of its document.";
        HOSTS "read.hosts" "Hosts are members of the alliance.";
        OWNER "read.owner" "A card without member is this member's, and one with it names a member of the alliance.";
    }
    "contract/API.md#picture" {
        PICTURE "read.picture" "A picture answers with an image, and with a type that says so.";
        PICTURE_SIZE "read.picture-size" "A picture has the size or the shape that the document says.";
        REGION "read.region" "A region lies inside its picture.";
        ALT "read.alt" "A picture that leads a page says what it shows.";
        IIIF "read.iiif" "An image service answers info.json, sizes and tiles as it says.";
    }
    "contract/API.md#theme" {
        THEME "read.theme" "In a theme every colour can be read on its grounds, light and dark, normal and with more contrast.";
    }
}
