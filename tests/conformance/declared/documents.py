"""Addresses of documents with the permission each asks for."""

ADDRESSES = {
    "documents:list": "documents.view",
    "documents:create": "documents.register",
    "documents:detail": "documents.view",
    "documents:print": "documents.view",
    "documents:edit": "documents.register",
    "documents:propose": "documents.view",
    "documents:instruct": "documents.view",
    "documents:reassign": "documents.view",
    "documents:complete": "documents.view",
    "documents:withdraw": "documents.view",
    "documents:send_back": "documents.view",
    "documents:hand_back": "documents.view",
    "documents:void": "documents.view",
}
