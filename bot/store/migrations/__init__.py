"""How the schema came about, step by step, for Alembic.

To change the schema: change ``bot/store/schema.py``, add ``versions/v<next>_<what>.py`` with ``revision`` and
``down_revision``, and set ``HEAD`` in ``bot/store/migrating.py``. A test compares what the steps make with the schema.
"""
