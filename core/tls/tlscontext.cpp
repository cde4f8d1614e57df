// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/tlscontext.h"

#include <openssl/err.h>
#include <openssl/pem.h>

namespace hop101::tls {

namespace {

ContextPtr newContext(const SSL_METHOD *method)
{
    ERR_clear_error();
    ContextPtr context(SSL_CTX_new(method));
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context.get(), 0);
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
    return context;
}

TlsError failedWith(TlsFault fault)
{
    TlsError error = errorFromQueue(fault);
    error.fault = fault;
    return error;
}

bool addAuthorities(SSL_CTX *context, std::string_view pem)
{
    const auto authorities = certificatesIn(pem);
    for (const CertificatePtr &authority : authorities)
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.get());
    ERR_clear_error(); // one that is there already is fine
    return !authorities.empty();
}

std::optional<TlsError> trust(SSL_CTX *context, const ClientOptions &options)
{
    // Without system authorities everything is unknown, which verification then says; no reason to fail here.
    if (options.systemAuthorities)
        SSL_CTX_set_default_verify_paths(context);
    ERR_clear_error();
    if (!options.authoritiesFile.empty()
        && SSL_CTX_load_verify_file(context, options.authoritiesFile.c_str()) != 1)
        return failedWith(TlsFault::BadAuthorities);
    if (!options.authoritiesPem.empty() && !addAuthorities(context, options.authoritiesPem))
        return TlsError{TlsFault::BadAuthorities, -1, "no certificate in the text"};
    return {};
}

bool use(SSL_CTX *context, const Identity &identity)
{
    const auto chain = certificatesIn(identity.certificatePem);
    if (chain.empty() || SSL_CTX_use_certificate(context, chain.front().get()) != 1)
        return false;
    for (std::size_t i = 1; i < chain.size(); ++i)
        if (SSL_CTX_add1_chain_cert(context, chain[i].get()) != 1)
            return false;
    std::string noPassphrase;
    const BioPtr text = readingFrom(identity.keyPem);
    const KeyPtr key(PEM_read_bio_PrivateKey(text.get(), nullptr, nullptr, noPassphrase.data()));
    return key && SSL_CTX_use_PrivateKey(context, key.get()) == 1 && SSL_CTX_check_private_key(context) == 1;
}

} // namespace

std::optional<std::string> alpnWireForm(const std::vector<std::string> &protocols)
{
    std::string wire;
    for (const std::string &protocol : protocols) {
        if (protocol.empty() || protocol.size() > 255)
            return {};
        wire += static_cast<char>(protocol.size());
        wire += protocol;
    }
    if (wire.size() > 65535)
        return {};
    return wire;
}

base::Result<ContextPtr, TlsError> clientContext(const ClientOptions &options)
{
    ContextPtr context = newContext(TLS_client_method());
    if (auto error = trust(context.get(), options))
        return *error;
    const auto alpn = alpnWireForm(options.alpn);
    if (!alpn)
        return TlsError{TlsFault::BadOptions, -1, "protocol name"};
    if (!alpn->empty())
        SSL_CTX_set_alpn_protos(context.get(), reinterpret_cast<const unsigned char *>(alpn->data()),
                                static_cast<unsigned>(alpn->size()));
    return context;
}

base::Result<ContextPtr, TlsError> serverContext(const ServerOptions &options)
{
    if (auto checked = checkIdentity(options.identity); !checked)
        return checked.error();
    ContextPtr context = newContext(TLS_server_method());
    if (!use(context.get(), options.identity))
        return failedWith(TlsFault::BadIdentity);
    if (!alpnWireForm(options.alpn))
        return TlsError{TlsFault::BadOptions, -1, "protocol name"};
    return context;
}

} // namespace hop101::tls
